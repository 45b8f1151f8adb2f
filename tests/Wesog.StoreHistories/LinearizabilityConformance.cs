using Wesog.Core.Tests.Model;
using Wesog.StoreHistories.Concurrent;
using Wesog.Testing;
using Wesog.Testing.Conformance;

namespace Wesog.StoreHistories;

/// <summary>
/// Random concurrent histories of calls on one tenant: whatever runs beside, each call takes effect at one moment between its
/// question and its answer. A store inherits this as it inherits the parts of the conformance suite.
/// </summary>
/// <typeparam name="THarness">Makes the stores to test.</typeparam>
/// <param name="output">Gets the seed. It says what is asked, not in which order threads run.</param>
/// <param name="count">How many histories, where WESOG_CASES does not say.</param>
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
        output.WriteLine($"{all} calls, {overlapping} of them beside another");
    }

    private static async Task<IReadOnlyList<TimedCall>> RunAsync(ConcurrentHistory history)
    {
        await using var harness = new THarness();
        await using var store = await harness.CreateStoreAsync(new ManualTimeProvider());
        await store.OpenAsync(default);
        return await LinearizabilityCheck.RunAsync(store, history);
    }
}
