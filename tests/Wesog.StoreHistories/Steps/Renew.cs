using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class Renew(int back) : HistoryStep
{
    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told)
    {
        if (side.TurnOf(back) is not { } turn)
        {
            return "no turn yet";
        }

        await side.Store.RenewAsync(turn.Lease, default);
        return "renewed";
    }

    public override string ToString() => $"renew turn -{back}";
}
