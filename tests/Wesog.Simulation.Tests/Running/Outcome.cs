namespace Wesog.Simulation.Tests.Running;

/// <summary>What a run came to.</summary>
/// <param name="Seed">Runs it again.</param>
/// <param name="Violation">The promise that was broken; null for none.</param>
/// <param name="Steps">How many steps it took.</param>
/// <param name="Trace">What happened.</param>
/// <param name="Tally">What it met.</param>
internal sealed record Outcome(int Seed, string? Violation, int Steps, Trace Trace, Tally Tally)
{
    public override string ToString() => $"""
        Seed {Seed}, step {Steps}: {Violation}
        Run it again with WESOG_SEED={Seed} WESOG_CASES=1. Its last steps:
          {string.Join("\n  ", Trace.Tail(80))}
        """;
}
