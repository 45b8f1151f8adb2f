using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests;

/// <summary>
/// Runs several real engines on one store, with faults and an order that a seed determines. The first seed is printed. Set
/// WESOG_SEED to repeat the runs, and WESOG_CASES to set their number.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    // From this number of runs, each required event must occur.
    private const int Many = 500;

    private static readonly string[] _requiredEvents =
    [
        "accepted", "replays", "canceled", "queue full", "too many reads", "inline commits", "single commits", "group commits", "poisoned", "damaged", "finished Succeeded", "finished Partial",
        "finished Failed", "coalesced submissions", "crashes", "requests of a crashed host", "pauses", "stops", "leases lost", "leases taken over",
        "edits claimed again", "edits without a match", "edits finished Succeeded", "edits finished Partial", "edits finished Failed", "edits too_many_matches", "edits count_mismatch",
        "edits poisoned", "edits damaged", "errors revision_mismatch", "errors precondition_failed", "errors too_many", "calls without a descriptor", "clock jumps", "owners", "losses reported at a start",
        .. Enum.GetNames<CallOutcome>().Select(outcome => $"calls {outcome}"),
    ];

    [Fact]
    public void The_engine_keeps_its_promises_under_faults()
    {
        var first = int.TryParse(Environment.GetEnvironmentVariable("WESOG_SEED"), out var seed) ? seed : Random.Shared.Next(1_000_000_000);
        var count = int.TryParse(Environment.GetEnvironmentVariable("WESOG_CASES"), out var cases) ? cases : 2_000;
        output.WriteLine($"WESOG_SEED={first} WESOG_CASES={count}");

        var (counters, failed) = Runs.Of(first, count);

        output.WriteLine(counters.ToString());
        Assert.True(failed is null, failed?.ToString());
        if (count >= Many)
        {
            Assert.DoesNotContain(_requiredEvents, what => counters[what] == 0);
        }
    }
}
