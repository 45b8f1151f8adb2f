using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <summary>
/// Closes a durable store and opens it again, once all leases are over. Whether what they left is shown running until another
/// claim takes it over is the store's to say, so that is not asked; each turn is taken and given back, and then all is pending.
/// </summary>
public sealed class Restart : HistoryStep
{
    public static TimeSpan LongestLease { get; } = TimeSpan.FromSeconds(30);

    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told)
    {
        await side.ReopenAsync();
        side.Clock.Advance(LongestLease);
        var found = await Contents.OfAsync(side.Store, finishedOnly: true);
        foreach (var tenant in Names.Tenants)
        {
            var turn = await side.Store.ClaimAsync(tenant, new("engine-2", LongestLease), new(1, 1, 1), side.Now, default);
            if (turn is not null)
            {
                side.Turns.Add(turn);
                await side.Store.ReleaseAsync(turn.Lease, failedOperation: null, default);
            }
        }

        return found;
    }

    public override string ToString() => "restart";
}
