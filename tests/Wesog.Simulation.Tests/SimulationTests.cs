using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests;

/// <summary>
/// The real engines, several on one store, in a world where everything that can go wrong does, in an order that a seed decides. The
/// first seed is printed; with it in WESOG_SEED the same runs are made again, and WESOG_CASES sets their number.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    // What each run meets with some luck, and many runs must.
    private const int Many = 500;

    private static readonly string[] _mustBeMet =
    [
        "accepted", "replays", "canceled", "queue full", "run at once", "singles", "groups", "poisoned", "ended Succeeded", "ended Partial",
        "ended Failed", "groups of submissions", "crashes", "requests of a crashed host", "pauses", "stops", "leases lost", "turns taken over",
        .. Enum.GetNames<CallOutcome>().Select(fate => $"calls {fate}"),
    ];

    [Fact]
    public void The_engine_keeps_its_promises_under_faults()
    {
        var first = int.TryParse(Environment.GetEnvironmentVariable("WESOG_SEED"), out var given) ? given : Random.Shared.Next(1_000_000_000);
        var count = int.TryParse(Environment.GetEnvironmentVariable("WESOG_CASES"), out var asked) ? asked : 2_000;
        output.WriteLine($"WESOG_SEED={first} WESOG_CASES={count}");

        var (tally, failed) = Runs.Of(first, count);

        output.WriteLine(tally.ToString());
        Assert.True(failed is null, failed?.ToString());
        if (count >= Many)
        {
            Assert.DoesNotContain(_mustBeMet, what => tally[what] == 0);
        }
    }
}
