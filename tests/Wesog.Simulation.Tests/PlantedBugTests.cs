using Wesog.Simulation.Tests.Running;
using Wesog.Simulation.Tests.Store;

namespace Wesog.Simulation.Tests;

/// <summary>Tests the simulation itself: it finds each planted bug within a limited number of runs.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Mutant.IgnoresLease)]
    [InlineData(Mutant.CommitsPartially)]
    [InlineData(Mutant.WrongOrder)]
    [InlineData(Mutant.SubsetOnFailure)]
    [InlineData(Mutant.LooksUpKeyFirst)]
    [InlineData(Mutant.TrustsExpectAbsent)]
    [InlineData(Mutant.RemembersExhaustion)]
    [InlineData(Mutant.RetentionFollowsClock)]
    [InlineData(Mutant.TearsWithoutMemory)]
    [InlineData(Mutant.HidesLoss)]
    [InlineData(Mutant.IgnoresGeneration)]
    [InlineData(Mutant.HidesDamage)]
    [InlineData(Mutant.ScansBeforeLease)]
    [InlineData(Mutant.KeepsMatches)]
    [InlineData(Mutant.ForgetsMatches)]
    [InlineData(Mutant.CommitsEditsTwice)]
    public void The_simulation_finds_a_planted_bug(Mutant mutant)
    {
        var (counters, failed) = Runs.Of(first: 1, count: 1_000, mutant);

        Assert.True(failed is not null, $"{mutant} was not found in {counters["runs"]} runs.");
        output.WriteLine($"{mutant} was found by seed {failed.Seed}: {failed.Violation}");
        Assert.Null(Runs.Of(failed.Seed, count: 1).Failed);
    }
}
