using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class Release(int back) : HistoryStep
{
    private const string NothingWaits = "released, nothing waits";

    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told)
    {
        if (side.TurnOf(back) is not { } turn)
        {
            return "no turn yet";
        }

        var somethingWaits = await side.Store.ReleaseAsync(turn.Lease, default);
        return !somethingWaits || (told is { Answer: NothingWaits } && ((NaiveStore)side.Store).WaitsOnly(turn.Lease.Tenant, told.MayMiss))
            ? NothingWaits
            : "released, something waits";
    }

    public override string ToString() => $"release turn -{back}";
}
