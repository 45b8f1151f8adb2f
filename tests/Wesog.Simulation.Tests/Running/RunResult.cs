namespace Wesog.Simulation.Tests.Running;

/// <summary>The result of a run.</summary>
/// <param name="Seed">The seed, which reproduces the run.</param>
/// <param name="Violation">The first violated guarantee, or null.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="Trace">The steps and results.</param>
/// <param name="Counters">The counts of events.</param>
internal sealed record RunResult(int Seed, string? Violation, int Steps, Trace Trace, Counters Counters)
{
    public override string ToString() => $"""
        Seed {Seed}, step {Steps}: {Violation}
        Repeat it with WESOG_SEED={Seed} WESOG_CASES=1. Its last steps:
          {string.Join("\n  ", Trace.Tail(80))}
        """;
}
