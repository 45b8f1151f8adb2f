using Wesog.Simulation.Tests.Running;
using Wesog.Simulation.Tests.Store;

namespace Wesog.Simulation.Tests;

/// <summary>The test of the test: of each of these bugs, planted alone, it says that something is wrong, and soon.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Mutant.NoFence)]
    [InlineData(Mutant.AppliesThenFails)]
    [InlineData(Mutant.WrongOrder)]
    [InlineData(Mutant.SubsetOnFailure)]
    [InlineData(Mutant.LooksThenInserts)]
    [InlineData(Mutant.BelievesExpectAbsent)]
    public void The_simulation_finds_a_planted_bug(Mutant flaw)
    {
        var (tally, failed) = Runs.Of(first: 1, count: 1_000, flaw);

        Assert.True(failed is not null, $"{flaw} was not found in {tally["runs"]} runs.");
        output.WriteLine($"{flaw} was found by seed {failed.Seed}: {failed.Violation}");
        Assert.Null(Runs.Of(failed.Seed, count: 1).Failed);
    }
}
