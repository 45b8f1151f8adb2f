using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <summary>Releases a lease.</summary>
/// <param name="fromEnd">The work item: 0 for the last claimed.</param>
/// <param name="failed">The number of the failed operation, or null.</param>
public sealed class Release(int fromEnd, long? failed = null) : HistoryStep
{
    private const string BacklogEmpty = "released, backlog empty";

    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed)
    {
        if (target.WorkItemAt(fromEnd) is not { } workItem)
        {
            return "no work item yet";
        }

        var hasBacklog = await target.Store.ReleaseAsync(workItem.Lease, failed, default);
        return !hasBacklog || (observed is { Result: BacklogEmpty } && ((NaiveStore)target.Store).BacklogIsWithin(workItem.Lease.Tenant, observed.ConcurrentlyEnqueued))
            ? BacklogEmpty
            : "released, backlog not empty";
    }

    public override string ToString() => $"release work item -{fromEnd}{(failed is null ? "" : $", #{failed} failed")}";
}
