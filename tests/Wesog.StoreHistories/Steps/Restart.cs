using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <summary>
/// Closes a durable store and reopens it after all leases have expired. A store may return the operations of an expired lease
/// as running or pending, so this step does not compare them. It claims and releases each tenant, after which all are pending.
/// </summary>
public sealed class Restart : HistoryStep
{
    public static TimeSpan LongestLease { get; } = TimeSpan.FromSeconds(30);

    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed)
    {
        await target.ReopenAsync();
        target.Clock.Advance(LongestLease);
        var found = await StoreContents.OfAsync(target.Store, finishedOnly: true);
        foreach (var tenant in Names.Tenants)
        {
            var workItem = await target.Store.ClaimAsync(tenant, new("engine-2", LongestLease), new(1, 1, 1), target.Now, default);
            if (workItem is not null)
            {
                target.WorkItems.Add(workItem);
                await target.Store.ReleaseAsync(workItem.Lease, failedOperation: null, default);
            }
        }

        return found;
    }

    public override string ToString() => "restart";
}
