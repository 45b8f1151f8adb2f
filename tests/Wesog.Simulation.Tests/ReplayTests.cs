using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests;

/// <summary>A seed is a run: else none that failed could be looked into.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void A_seed_gives_the_same_run_each_time() =>
        Assert.Equal(Runs.Hashes(first: 1, count: 100), Runs.Hashes(first: 1, count: 100));

    [Fact]
    public void What_goes_on_beside_a_run_is_noticed()
    {
        var agenda = new EventQueue();
        agenda.Begin();
        Assert.Null(agenda.Escaped);

        var beside = new Thread(() => { });
        beside.Start();
        beside.Join();

        Assert.NotNull(agenda.Escaped);
    }

    [Fact]
    public void Another_seed_gives_another_run() =>
        Assert.Equal(100, Runs.Hashes(first: 1, count: 100).Distinct().Count());
}
