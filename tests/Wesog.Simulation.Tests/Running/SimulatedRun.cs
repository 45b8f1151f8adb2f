using Wesog.Simulation.Tests.Store;

namespace Wesog.Simulation.Tests.Running;

/// <summary>One run: several engines on one store, on one thread, on a clock of its own, in an order that its seed decides.</summary>
internal sealed class SimulatedRun
{
    private const int MaxSteps = 20_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Scene _scene;
    private readonly Story _story;
    private int _steps;

    private SimulatedRun(int seed, Mutant flaw)
    {
        _scene = new(seed, flaw);
        _story = new(_scene);
    }

    private bool GoesOn => _scene.Violation is null;

    /// <summary>To be called on a thread without a context: what is awaited then goes on within the step that completes it.</summary>
    public static Outcome Run(int seed, Mutant flaw = Mutant.None)
    {
        var run = new SimulatedRun(seed, flaw);
        run._scene.Agenda.Begin();
        try
        {
            run.Run();
        }
        catch (Exception failure)
        {
            run._scene.Violate(failure.ToString());
        }

        var scene = run._scene;
        scene.Hosts.Dispose();
        scene.Tally.Count("runs");
        scene.Tally.Count("steps", run._steps);
        return new(seed, scene.Violation, run._steps, scene.Trace, scene.Tally);
    }

    private void Run()
    {
        _scene.Hosts.Begin(_scene.Dice.Between(1, 3));
        for (var deeds = _scene.Dice.Between(8, 40); deeds > 0 && GoesOn;)
        {
            var isDue = _scene.Dice.Chance(_scene.Weather.Bustle);
            if (!isDue && !_scene.Dice.Chance(_scene.Weather.Delay) && Step())
            {
                continue;
            }

            if (isDue || _scene.Dice.Chance(0.3))
            {
                deeds--;
                _story.Next();
                Look();
            }
            else
            {
                Pass();
            }
        }

        _scene.Trace.Add("calm");
        _scene.Weather.Calm();
        _scene.Hosts.WakeAll();
        Until("everything has ended", () =>
            _scene.Hosts.AreSettled && _scene.Ledgers.All.All(ledger => !ledger.Queue.Any()) && _scene.Hosts.Flows.Count == 0);
        AskEach();
        StopAll();
    }

    // Each of the engines is still able to work, with no help from the others.
    private void AskEach()
    {
        foreach (var host in _scene.Hosts.Running)
        {
            _scene.Hosts.PauseAllBut(host);
            var tenant = _story.Ask(host);
            Until($"{host} has worked", () => _scene.Ledgers[tenant].Find(1)?.EndedBy == host);
            _scene.Hosts.WakeAll();
        }
    }

    private void StopAll()
    {
        foreach (var host in _scene.Hosts.Running.ToList())
        {
            _ = _scene.Hosts.StopAsync(host, comesBack: false);
        }

        Until("all engines have stopped, and told all who wait", () => _scene.Hosts.AreSettled && _scene.Hosts.Flows.Count == 0);
    }

    private void Until(string aim, Func<bool> isReached)
    {
        var (lastStep, end) = (_steps + MaxSteps, _scene.Agenda.Now + Patience);
        while (GoesOn && !isReached())
        {
            if (_steps > lastStep || _scene.Agenda.Now > end || !(Step() || Pass()))
            {
                _scene.Violate($"In vain it was waited until {aim}. Still under way: {string.Join(", ", _scene.Hosts.Flows)}");
            }
        }
    }

    /// <summary>One thing happens. False where nothing can now.</summary>
    private bool Step()
    {
        if (_scene.Agenda.Take(_scene.Dice) is not { } step)
        {
            return false;
        }

        _steps++;
        _scene.Trace.Add(step.Name);
        step.Run();
        Look();
        _scene.Agenda.Advance(TimeSpan.FromMilliseconds(_scene.Dice.Below(3)));
        return true;
    }

    /// <summary>Time elapses, at most until the next thing can happen. False where nothing ever will.</summary>
    private bool Pass()
    {
        if (_scene.Agenda.Next is not { } next)
        {
            return false;
        }

        var gap = next - _scene.Agenda.Now;
        _scene.Agenda.Advance(gap > TimeSpan.Zero ? gap : _scene.Dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(15)));
        return true;
    }

    private void Look()
    {
        _scene.Ledgers.Look();
        if (_scene.Agenda.Escaped is { } escaped)
        {
            _scene.Violate($"{escaped} went on on another thread.");
        }
    }
}
