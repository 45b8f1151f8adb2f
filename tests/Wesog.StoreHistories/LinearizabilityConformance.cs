using Wesog.StoreHistories.Concurrent;
using Wesog.Testing;
using Wesog.Testing.Conformance;

namespace Wesog.StoreHistories;

/// <summary>
/// Runs random concurrent histories on one tenant. Each call must take effect at one moment between its start and its
/// completion. A store inherits this class like the conformance suite.
/// </summary>
/// <typeparam name="THarness">Creates the stores to test.</typeparam>
/// <param name="output">Receives the seed. It determines the calls, not the order in which threads run.</param>
/// <param name="count">The number of histories if WESOG_CASES is not set.</param>
public abstract class LinearizabilityConformance<THarness>(ITestOutputHelper output, int count)
    where THarness : IStoreHarness, new()
{
    [Fact]
    public void Concurrent_calls_are_linearizable()
    {
        var (all, overlapping) = (0, 0);
        PropertyCheck.Run(
            output,
            ConcurrentHistories.All,
            ConcurrentHistory.Shrink,
            history =>
            {
                var calls = Task.Run(() => RunAsync(history)).GetAwaiter().GetResult();
                all += calls.Count;
                overlapping += calls.Count(call => calls.Any(other => other != call && other.Overlaps(call)));
            },
            count);
        output.WriteLine($"{all} calls, {overlapping} of them overlapping");
    }

    private static async Task<IReadOnlyList<TimedCall>> RunAsync(ConcurrentHistory history)
    {
        await using var harness = new THarness();
        await using var store = await harness.CreateStoreAsync(new ManualTimeProvider());
        await store.OpenAsync(default);
        return await LinearizabilityCheck.RunAsync(store, history);
    }
}
