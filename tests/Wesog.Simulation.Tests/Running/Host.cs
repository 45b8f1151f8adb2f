using Wesog.Engine;
using Wesog.Queueing;
using Wesog.Simulation.Tests.Store;

namespace Wesog.Simulation.Tests.Running;

/// <summary>An engine from its start to its stop or crash, with its own clock, threads and connection.</summary>
internal sealed class Host
{
    private readonly string _name;
    private readonly EventQueue _events;
    private readonly bool _remembers;

    public Host(SimulationContext context, string name)
    {
        _name = name;
        Time = new(context.Events, this) { Skew = context.Random.Between(TimeSpan.FromSeconds(-3), TimeSpan.FromSeconds(3)) };
        _events = context.Events;
        _remembers = context.Store.Mutant == Mutant.RemembersExhaustion;
        Engine = new(
            new Connection(context, this),
            context.Limits.Options,
            new EngineClock(Time, context.Random.Another()),
            new EngineThreads(new HostThreads(context.Events, this)));
    }

    public ImageEngine Engine { get; }

    public HostTime Time { get; }

    public bool IsOutOfDescriptors => _events.Now < OutOfDescriptorsUntil || (_remembers && HasFailedToConnect);

    public HostState State { get; set; }

    public bool IsDown => State == HostState.Down;

    /// <summary>The end of the pause, during which no step of the host runs.</summary>
    public TimeSpan PausedUntil { get; set; }

    /// <summary>The end of the time without file descriptors, in which no call of the host reaches the store.</summary>
    public TimeSpan OutOfDescriptorsUntil { get; set; }

    /// <summary>Whether a call failed for lack of a descriptor.</summary>
    public bool HasFailedToConnect { get; set; }

    /// <summary>The generation of the store that the host has opened, or 0.</summary>
    public int Generation { get; set; }

    /// <summary>Cancels the shutdown, which aborts running transactions.</summary>
    public CancellationTokenSource Cancellation { get; } = new();

    public override string ToString() => _name;
}
