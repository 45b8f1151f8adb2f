using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class RecordFailure(int back, long number) : HistoryStep
{
    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told) => side.TurnOf(back) is { } turn
        ? $"failed {await side.Store.RecordFailureAsync(turn.Lease, number, default)} times"
        : "no turn yet";

    public override string ToString() => $"record a failure of #{number} under turn -{back}";
}
