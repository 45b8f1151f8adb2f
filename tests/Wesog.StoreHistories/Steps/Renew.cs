using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class Renew(int fromEnd) : HistoryStep
{
    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed)
    {
        if (target.WorkItemAt(fromEnd) is not { } workItem)
        {
            return "no work item yet";
        }

        await target.Store.RenewAsync(workItem.Lease, default);
        return "renewed";
    }

    public override string ToString() => $"renew work item -{fromEnd}";
}
