using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class Release(int back) : HistoryStep
{
    public override async Task<string> TakeAsync(Side side, Told? told) => side.TurnOf(back) is { } turn
        ? $"released, {(await side.Store.ReleaseAsync(turn.Lease, default) ? "something" : "nothing")} waits"
        : "no turn yet";

    public override string ToString() => $"release turn -{back}";
}
