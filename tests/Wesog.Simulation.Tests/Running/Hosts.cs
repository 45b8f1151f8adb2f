using Wesog.Operations;
using Wesog.Simulation.Tests.Clients;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Running;

/// <summary>The hosts of a run: one to three at a time. Each restarts after a crash or a stop.</summary>
internal sealed class Hosts(SimulationContext context)
{
    private readonly List<Host> _all = [];

    public IEnumerable<Host> Running => _all.Where(host => host.State == HostState.Running);

    public IEnumerable<Host> Stopping => _all.Where(host => host.State == HostState.Stopping);

    public List<ClientCall> ClientCalls { get; } = [];

    /// <summary>Whether no host is starting, stopping or about to restart.</summary>
    public bool AreSettled =>
        _all.TrueForAll(host => host.State is not (HostState.Starting or HostState.Stopping)) && !context.Events.Any(step => step.Host is null);

    public void Begin(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Boot((char)('A' + i), generation: 1);
        }
    }

    /// <summary>Crashes a host. Its requests may still reach the store.</summary>
    public void Crash(Host host)
    {
        context.Counters.Count("crashes");
        foreach (var request in context.Events.TakeAll(host).Where(step => step.InFlightEffect is not null && context.Random.Chance(0.5)))
        {
            context.Counters.Count("requests of a crashed host");
            var arrives = context.Events.Now + context.Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(60));
            context.Events.Add(new($"late: {request.Name}", null, arrives, request.InFlightEffect!));
        }

        Remove(host);
    }

    /// <summary>Pauses a host. Its calls may have reached the store.</summary>
    public void Pause(Host host, TimeSpan duration)
    {
        context.Counters.Count("pauses");
        host.PausedUntil = context.Events.Now + duration;
    }

    public async Task StopAsync(Host host, bool restarts)
    {
        context.Counters.Count("stops");
        host.State = HostState.Stopping;
        try
        {
            await host.Engine.StopAsync(host.Cancellation.Token);
        }
        catch (Exception failure)
        {
            context.Violate($"{host} does not stop: {failure}");
        }

        context.Trace.Add($"{host} has stopped");
        host.State = HostState.Stopped;
        if (restarts)
        {
            BootLater(host);
        }
    }

    /// <summary>Takes the file descriptors of a host away for some time.</summary>
    public void ExhaustDescriptors(Host host, TimeSpan duration)
    {
        context.Counters.Count("descriptor exhaustions");
        host.OutOfDescriptorsUntil = context.Events.Now + duration;
    }

    /// <summary>Sets the time of day of a host forward, and back after some time.</summary>
    public void JumpClock(Host host, TimeSpan by, TimeSpan duration)
    {
        context.Counters.Count("clock jumps");
        host.Time.Skew += by;
        context.Events.Add(new($"{host}: the clock returns", host, context.Events.Now + duration, () => host.Time.Skew -= by));
    }

    /// <summary>Gives all hosts their file descriptors back.</summary>
    public void EndExhaustion() => _all.ForEach(host => host.OutOfDescriptorsUntil = TimeSpan.Zero);

    /// <summary>Crashes the hosts that another host has replaced as the owner of the store. They do not restart.</summary>
    public void EndReplacedOwners()
    {
        foreach (var host in _all.Where(host => host.State != HostState.Down && !context.Store.IsOwner(host)))
        {
            End(host);
        }
    }

    /// <summary>Pauses all hosts except one.</summary>
    public void PauseAllExcept(Host active) => _all.ForEach(host => host.PausedUntil = host == active ? TimeSpan.Zero : TimeSpan.MaxValue);

    /// <summary>Ends all pauses.</summary>
    public void ResumeAll() => _all.ForEach(host => host.PausedUntil = TimeSpan.Zero);

    public void Dispose() => _all.ForEach(host => host.Engine.Telemetry.Dispose());

    private void Remove(Host host)
    {
        End(host);
        BootLater(host);
    }

    private void End(Host host)
    {
        host.State = HostState.Down;
        context.Events.TakeAll(host);
        ClientCalls.RemoveAll(clientCall => clientCall.Host == host && !clientCall.IsCompleted);
    }

    private void BootLater(Host host)
    {
        var (slot, generation) = (host.ToString()[0], int.Parse(host.ToString()[1..], System.Globalization.CultureInfo.InvariantCulture));
        var at = context.Events.Now + context.Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(40));
        context.Events.Add(new($"{slot}{generation + 1} boots", null, at, () => Boot(slot, generation + 1)));
    }

    private void Boot(char slot, int generation)
    {
        var host = new Host(context, $"{slot}{generation}");
        _all.Add(host);
        _ = StartAsync(host);
    }

    private async Task StartAsync(Host host)
    {
        try
        {
            await host.Engine.StartAsync();
            host.State = HostState.Running;
            context.Trace.Add($"{host} runs");
        }
        catch (StoreInitializationException) when (context.Store.HasReportedLoss)
        {
            context.Counters.Count("losses reported at a start");
            context.Trace.Add($"{host} reports a loss");
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OutOfMemoryException)
        {
            context.Trace.Add($"{host} cannot start");
            Remove(host);
        }
        catch (Exception failure)
        {
            context.Violate($"{host} does not start: {failure}");
        }
    }
}
