using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <param name="back">Which work item: 0 for the last claimed.</param>
/// <param name="failed">The number of the operation that failed; null for none.</param>
public sealed class Release(int back, long? failed = null) : HistoryStep
{
    private const string NothingWaits = "released, nothing waits";

    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told)
    {
        if (side.TurnOf(back) is not { } turn)
        {
            return "no turn yet";
        }

        var somethingWaits = await side.Store.ReleaseAsync(turn.Lease, failed, default);
        return !somethingWaits || (told is { Answer: NothingWaits } && ((NaiveStore)side.Store).WaitsOnly(turn.Lease.Tenant, told.MayMiss))
            ? NothingWaits
            : "released, something waits";
    }

    public override string ToString() => $"release turn -{back}{(failed is null ? "" : $", #{failed} failed")}";
}
