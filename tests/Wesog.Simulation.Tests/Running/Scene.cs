using Wesog.Simulation.Tests.Checks;
using Wesog.Simulation.Tests.Store;

namespace Wesog.Simulation.Tests.Running;

/// <summary>What the parts of one run share.</summary>
internal sealed class Scene
{
    public Scene(int seed, Mutant flaw)
    {
        Dice = new(seed);
        Trace = new(Agenda);
        Weather = new(Dice, Agenda);
        Store = new(() => Agenda.Now, flaw, Dice.Chance);
        Limits = new(Dice);
        Ledgers = new(this);
        Hosts = new(this);
    }

    public SeededRandom Dice { get; }

    public EventQueue Agenda { get; } = new();

    public Trace Trace { get; }

    public Tally Tally { get; } = new();

    public FaultProfile Weather { get; }

    public SimulatedStore Store { get; }

    public SmallLimits Limits { get; }

    public Ledgers Ledgers { get; }

    public Hosts Hosts { get; }

    /// <summary>The first promise that was broken; null while none was.</summary>
    public string? Violation { get; private set; }

    public void Violate(string what)
    {
        Trace.Add($"VIOLATION {what}");
        Violation ??= what;
    }
}
