using Wesog.Operations;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class ListOperations(string tenant, OperationQuery query) : HistoryStep
{
    public override bool IsRead => true;

    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed) =>
        ResultText.Of(await target.Store.ListOperationsAsync(tenant, query, default));

    public override string ToString() => $"list operations of {tenant}: {query}";
}
