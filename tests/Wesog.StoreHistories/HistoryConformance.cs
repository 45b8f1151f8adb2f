using Wesog.Core.Tests.Model;
using Wesog.StoreHistories.Running;
using Wesog.Testing;
using Wesog.Testing.Conformance;

namespace Wesog.StoreHistories;

/// <summary>
/// Random histories of calls on a store, compared with the naive one. A store inherits this as it inherits the parts of the
/// conformance suite; where it is durable it is closed and opened again on the way.
/// </summary>
/// <typeparam name="THarness">Makes the stores to test.</typeparam>
/// <param name="output">Gets the seed.</param>
/// <param name="count">How many histories, where WESOG_CASES does not say.</param>
public abstract class HistoryConformance<THarness>(ITestOutputHelper output, int count)
    where THarness : IStoreHarness, new()
{
    [Fact]
    public void A_store_returns_the_results_of_the_model()
    {
        var steps = 0;
        PropertyCheck.Run(
            output,
            RandomHistories.All(restarts: typeof(THarness).IsAssignableTo(typeof(IDurableStoreHarness))),
            History.Shrink,
            history =>
            {
                steps += history.Steps.Count;
                Task.Run(() => RunAsync(history)).GetAwaiter().GetResult();
            },
            count);
        output.WriteLine($"{steps} steps");
    }

    private static async Task RunAsync(History history)
    {
        await using var harness = new THarness();
        var clock = new ManualTimeProvider();
        var side = new StoreUnderTest(await harness.CreateStoreAsync(clock), clock)
        {
            Reopen = harness is IDurableStoreHarness durable ? () => durable.ReopenStoreAsync(clock) : null,
        };
        await side.Store.OpenAsync(default);
        try
        {
            await HistoryCheck.RunAsync(side, history);
        }
        finally
        {
            await side.Store.DisposeAsync();
        }
    }
}
