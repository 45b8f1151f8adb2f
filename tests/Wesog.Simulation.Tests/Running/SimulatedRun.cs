using Wesog.Simulation.Tests.Store;

namespace Wesog.Simulation.Tests.Running;

/// <summary>One run: several engines on one store, on one thread and one simulated clock, in an order that the seed determines.</summary>
internal sealed class SimulatedRun
{
    private const int MaxSteps = 20_000;
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(5);

    private readonly SimulationContext _context;
    private readonly Workload _workload;
    private int _steps;

    private SimulatedRun(int seed, Mutant mutant)
    {
        _context = new(seed, mutant);
        _workload = new(_context);
    }

    // A store that reports a loss at a start is not used any further.
    private bool IsRunning => _context.Violation is null && !_context.Store.HasReportedLoss;

    /// <summary>Executes a run. The thread must not have a synchronization context, so that a continuation runs in the step that completes its task.</summary>
    public static RunResult Run(int seed, Mutant mutant = Mutant.None)
    {
        var run = new SimulatedRun(seed, mutant);
        run._context.Events.Begin();
        try
        {
            run.Run();
        }
        catch (Exception failure)
        {
            run._context.Violate(failure.ToString());
        }

        var context = run._context;
        context.Hosts.Dispose();
        context.Counters.Count("runs");
        context.Counters.Count("steps", run._steps);
        return new(seed, context.Violation, run._steps, context.Trace, context.Counters);
    }

    private void Run()
    {
        _context.Hosts.Begin(_context.Random.Between(1, 3));
        for (var actionsLeft = _context.Random.Between(8, 40); actionsLeft > 0 && IsRunning;)
        {
            var isDue = _context.Random.Chance(_context.Faults.ActionRate);
            if (!isDue && !_context.Random.Chance(_context.Faults.DelayRate) && Step())
            {
                continue;
            }

            if (isDue || _context.Random.Chance(0.3))
            {
                actionsLeft--;
                _workload.Next();
                Check();
            }
            else
            {
                AdvanceClock();
            }
        }

        _context.Trace.Add("faults disabled");
        _context.Faults.Disable();
        _context.Hosts.ResumeAll();
        _context.Hosts.EndExhaustion();
        RunUntil("all hosts have started", () => _context.Hosts.AreSettled);
        if (!IsRunning)
        {
            return;
        }

        _context.Hosts.EndReplacedOwners();
        RunUntil("all operations are finished", () =>
            _context.Hosts.AreSettled && _context.Oracles.All.All(oracle => !oracle.Queue.Any()) && _context.Hosts.ClientCalls.Count == 0);
        CheckEachHost();
        StopAll();
    }

    // Verifies that each engine still works without the others.
    private void CheckEachHost()
    {
        foreach (var host in _context.Hosts.Running)
        {
            _context.Hosts.PauseAllExcept(host);
            var tenant = _workload.SubmitProbe(host);
            RunUntil($"{host} has finished an operation", () => _context.Oracles[tenant].Find(1)?.FinishedBy == host);
            _context.Hosts.ResumeAll();
        }
    }

    private void StopAll()
    {
        foreach (var host in _context.Hosts.Running.ToList())
        {
            _ = _context.Hosts.StopAsync(host, restarts: false);
        }

        RunUntil("all engines have stopped and notified their waiters", () => _context.Hosts.AreSettled && _context.Hosts.ClientCalls.Count == 0);
    }

    private void RunUntil(string goal, Func<bool> condition)
    {
        var (lastStep, end) = (_steps + MaxSteps, _context.Events.Now + MaxWait);
        while (IsRunning && !condition())
        {
            if (_steps > lastStep || _context.Events.Now > end || !(Step() || AdvanceClock()))
            {
                _context.Violate($"Timed out waiting until {goal}. Open client calls: {string.Join(", ", _context.Hosts.ClientCalls)}");
            }
        }
    }

    /// <summary>Runs one step. Returns false if none is ready.</summary>
    private bool Step()
    {
        if (_context.Events.Take(_context.Random) is not { } step)
        {
            return false;
        }

        _steps++;
        _context.Trace.Add(step.Name);
        step.Run();
        Check();
        _context.Events.Advance(TimeSpan.FromMilliseconds(_context.Random.Below(3)));
        return true;
    }

    /// <summary>Advances the clock to the next step, or by a random time if a step is ready. Returns false if there is no step.</summary>
    private bool AdvanceClock()
    {
        if (_context.Events.Next is not { } next)
        {
            return false;
        }

        var gap = next - _context.Events.Now;
        _context.Events.Advance(gap > TimeSpan.Zero ? gap : _context.Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(15)));
        return true;
    }

    private void Check()
    {
        if (!_context.Store.HasReportedLoss)
        {
            _context.Oracles.Check();
        }

        if (_context.Events.EscapedWork is { } escapedWork)
        {
            _context.Violate($"{escapedWork} ran on another thread.");
        }
    }
}
