using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class GetOperation(string tenant, long number) : HistoryStep
{
    public override bool IsRead => true;

    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told) =>
        Answers.Of(await side.Store.GetOperationAsync(tenant, number, default));

    public override string ToString() => $"get #{number} of {tenant}";
}
