using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests;

/// <summary>A seed reproduces its run, so that a failed run can be analyzed.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void A_seed_reproduces_its_run() =>
        Assert.Equal(Runs.Hashes(first: 1, count: 100), Runs.Hashes(first: 1, count: 100));

    [Fact]
    public void Work_on_another_thread_is_detected()
    {
        var events = new EventQueue();
        events.Begin();
        Assert.Null(events.EscapedWork);

        var other = new Thread(() => { });
        other.Start();
        other.Join();

        Assert.NotNull(events.EscapedWork);
    }

    [Fact]
    public void Different_seeds_give_different_runs() =>
        Assert.Equal(100, Runs.Hashes(first: 1, count: 100).Distinct().Count());
}
