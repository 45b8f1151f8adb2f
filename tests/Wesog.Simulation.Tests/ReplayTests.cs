using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests;

/// <summary>A seed is a run: else none that failed could be looked into.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void A_seed_reproduces_its_run() =>
        Assert.Equal(Runs.Hashes(first: 1, count: 100), Runs.Hashes(first: 1, count: 100));

    [Fact]
    public void Work_on_another_thread_is_detected()
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
    public void Different_seeds_give_different_runs() =>
        Assert.Equal(100, Runs.Hashes(first: 1, count: 100).Distinct().Count());
}
