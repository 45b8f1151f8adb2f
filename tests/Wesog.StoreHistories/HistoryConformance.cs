using Wesog.StoreHistories.Running;
using Wesog.Testing.Conformance;

namespace Wesog.StoreHistories;

/// <summary>
/// Runs random call histories on a store and compares the results with those of the naive store. A store inherits this class
/// like the conformance suite. Histories of a durable store also close and reopen it.
/// </summary>
/// <typeparam name="THarness">Creates the stores to test.</typeparam>
/// <param name="output">Receives the seed.</param>
/// <param name="count">The number of histories if WESOG_CASES is not set.</param>
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
                Task.Run(() => HistoryCheck.RunAsync<THarness>(history)).GetAwaiter().GetResult();
            },
            count);
        output.WriteLine($"{steps} steps");
    }
}
