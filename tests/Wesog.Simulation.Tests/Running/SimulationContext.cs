using Wesog.Simulation.Tests.Checks;
using Wesog.Simulation.Tests.Store;

namespace Wesog.Simulation.Tests.Running;

/// <summary>The state that the parts of one run share.</summary>
internal sealed class SimulationContext
{
    public SimulationContext(int seed, Mutant mutant)
    {
        Random = new(seed);
        Trace = new(Events);
        Faults = new(Random, Events);
        Store = new(() => Events.Now, mutant, isExclusive: Random.Chance(0.25), Random.Chance);
        Limits = new(Random);
        Oracles = new(this);
        Hosts = new(this);
    }

    public SeededRandom Random { get; }

    public EventQueue Events { get; } = new();

    public Trace Trace { get; }

    public Counters Counters { get; } = new();

    public FaultProfile Faults { get; }

    public SimulatedStore Store { get; }

    public SmallLimits Limits { get; }

    public Oracles Oracles { get; }

    public Hosts Hosts { get; }

    /// <summary>The first violated guarantee, or null.</summary>
    public string? Violation { get; private set; }

    public void Violate(string what)
    {
        Trace.Add($"VIOLATION {what}");
        Violation ??= what;
    }
}
