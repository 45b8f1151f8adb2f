using Wesog.Operations;
using Wesog.Simulation.Tests.Clients;

namespace Wesog.Simulation.Tests.Running;

/// <summary>The hosts of a run: one, two or three at a time, each of which comes back after a crash or a stop.</summary>
internal sealed class Hosts(Scene scene)
{
    private readonly List<Host> _all = [];

    public IEnumerable<Host> Running => _all.Where(host => host.State == HostState.Running);

    public IEnumerable<Host> Stopping => _all.Where(host => host.State == HostState.Stopping);

    public List<Flow> Flows { get; } = [];

    /// <summary>Whether no host starts, stops or is about to come back.</summary>
    public bool AreSettled =>
        _all.TrueForAll(host => host.State is not (HostState.Starting or HostState.Stopping)) && !scene.Agenda.Any(step => step.Host is null);

    public void Begin(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Boot((char)('A' + i), generation: 1);
        }
    }

    /// <summary>The host is no more. What it has sent may still reach the store.</summary>
    public void Crash(Host host)
    {
        scene.Tally.Count("crashes");
        foreach (var request in scene.Agenda.TakeAll(host).Where(step => step.Leaves is not null && scene.Dice.Chance(0.5)))
        {
            scene.Tally.Count("requests of a crashed host");
            var arrives = scene.Agenda.Now + scene.Dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(60));
            scene.Agenda.Add(new($"late: {request.Name}", null, arrives, request.Leaves!));
        }

        Leave(host);
    }

    /// <summary>Nothing of the host goes on for a while, though its calls may have reached the store.</summary>
    public void Pause(Host host, TimeSpan duration)
    {
        scene.Tally.Count("pauses");
        host.PausedUntil = scene.Agenda.Now + duration;
    }

    public async Task StopAsync(Host host, bool comesBack)
    {
        scene.Tally.Count("stops");
        host.State = HostState.Stopping;
        try
        {
            await host.Engine.StopAsync(host.GiveUp.Token);
        }
        catch (Exception failure)
        {
            scene.Violate($"{host} does not stop: {failure}");
        }

        scene.Trace.Add($"{host} has stopped");
        host.State = HostState.Stopped;
        if (comesBack)
        {
            BootLater(host);
        }
    }

    /// <summary>Only one host goes on.</summary>
    public void PauseAllBut(Host one) => _all.ForEach(host => host.PausedUntil = host == one ? TimeSpan.Zero : TimeSpan.MaxValue);

    /// <summary>Ends all pauses: what is under way goes on.</summary>
    public void WakeAll() => _all.ForEach(host => host.PausedUntil = TimeSpan.Zero);

    public void Dispose() => _all.ForEach(host => host.Engine.Telemetry.Dispose());

    private void Leave(Host host)
    {
        host.State = HostState.Gone;
        scene.Agenda.TakeAll(host);
        Flows.RemoveAll(flow => flow.Host == host && !flow.IsOver);
        BootLater(host);
    }

    private void BootLater(Host host)
    {
        var (slot, generation) = (host.ToString()[0], int.Parse(host.ToString()[1..], System.Globalization.CultureInfo.InvariantCulture));
        var at = scene.Agenda.Now + scene.Dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(40));
        scene.Agenda.Add(new($"{slot}{generation + 1} boots", null, at, () => Boot(slot, generation + 1)));
    }

    private void Boot(char slot, int generation)
    {
        var host = new Host(scene, $"{slot}{generation}");
        _all.Add(host);
        _ = StartAsync(host);
    }

    private async Task StartAsync(Host host)
    {
        try
        {
            await host.Engine.StartAsync();
            host.State = HostState.Running;
            scene.Trace.Add($"{host} runs");
        }
        catch (StoreUnavailableException)
        {
            scene.Trace.Add($"{host} cannot start");
            Leave(host);
        }
        catch (Exception failure)
        {
            scene.Violate($"{host} does not start: {failure}");
        }
    }
}
