using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class GetOperation(string tenant, long number) : HistoryStep
{
    public override bool IsRead => true;

    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed) =>
        ResultText.Of(await target.Store.GetOperationAsync(tenant, number, default));

    public override string ToString() => $"get #{number} of {tenant}";
}
