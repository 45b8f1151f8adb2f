using Wesog.StoreHistories.Queries;
using Wesog.StoreHistories.Running;
using Wesog.Testing.Conformance;

namespace Wesog.StoreHistories;

/// <summary>
/// Runs random queries on a store, between random writes, and compares the pages, counts, facets and enumerations with a naive evaluation over a plain list.
/// A store inherits this class like the conformance suite. A durable store is also reopened.
/// </summary>
/// <typeparam name="THarness">Creates the stores to test. It may reopen a store with other indexes.</typeparam>
/// <param name="output">Receives the seed.</param>
/// <param name="count">The number of histories, of 50 queries each, if WESOG_CASES is not set.</param>
public abstract class QueryConformance<THarness>(ITestOutputHelper output, int count = 6)
    where THarness : IStoreHarness, new()
{
    [Fact]
    public void A_store_finds_what_an_evaluation_over_a_list_finds()
    {
        var queries = 0;
        PropertyCheck.Run(
            output,
            RandomQueries.Histories(restarts: typeof(THarness).IsAssignableTo(typeof(IDurableStoreHarness))),
            History.Shrink,
            history =>
            {
                queries += RandomQueries.PerHistory;
                Task.Run(() => HistoryCheck.RunAsync<THarness>(history)).GetAwaiter().GetResult();
            },
            count);
        output.WriteLine($"{queries} queries");
    }
}
