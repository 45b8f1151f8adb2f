using Wesog.Engine;
using Wesog.Queueing;

namespace Wesog.Simulation.Tests.Running;

/// <summary>An engine, from its start to its stop or crash, with a clock, threads and a connection of its own.</summary>
internal sealed class Host
{
    private readonly string _name;

    public Host(Scene scene, string name)
    {
        _name = name;
        Time = new(scene.Agenda, this) { Skew = scene.Dice.Between(TimeSpan.FromSeconds(-3), TimeSpan.FromSeconds(3)) };
        Engine = new(
            new Connection(scene, this),
            scene.Limits.Options,
            new EngineClock(Time, scene.Dice.Another()),
            new EngineThreads(new HostThreads(scene.Agenda, this)));
    }

    public ImageEngine Engine { get; }

    public HostTime Time { get; }

    public HostState State { get; set; }

    public bool IsGone => State == HostState.Gone;

    /// <summary>Until when nothing of it goes on, as when its machine sleeps.</summary>
    public TimeSpan PausedUntil { get; set; }

    /// <summary>Gives up its transactions while it stops.</summary>
    public CancellationTokenSource GiveUp { get; } = new();

    public override string ToString() => _name;
}
