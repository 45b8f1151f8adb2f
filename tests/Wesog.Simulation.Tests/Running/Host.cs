using Wesog.Engine;
using Wesog.Queueing;

namespace Wesog.Simulation.Tests.Running;

/// <summary>An engine from its start to its stop or crash, with its own clock, threads and connection.</summary>
internal sealed class Host
{
    private readonly string _name;

    public Host(SimulationContext context, string name)
    {
        _name = name;
        Time = new(context.Events, this) { Skew = context.Random.Between(TimeSpan.FromSeconds(-3), TimeSpan.FromSeconds(3)) };
        Engine = new(
            new Connection(context, this),
            context.Limits.Options,
            new EngineClock(Time, context.Random.Another()),
            new EngineThreads(new HostThreads(context.Events, this)));
    }

    public ImageEngine Engine { get; }

    public HostTime Time { get; }

    public HostState State { get; set; }

    public bool IsDown => State == HostState.Down;

    /// <summary>The end of the pause, during which no step of the host runs.</summary>
    public TimeSpan PausedUntil { get; set; }

    /// <summary>Cancels the shutdown, which aborts running transactions.</summary>
    public CancellationTokenSource Cancellation { get; } = new();

    public override string ToString() => _name;
}
