using Wesog.Storage;
using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <summary>Claims a work item.</summary>
/// <param name="tenant">The tenant.</param>
/// <param name="leaseOptions">The options of the lease.</param>
/// <param name="limits">The limits of the work item.</param>
/// <param name="clockOffset">The difference between the caller's clock and that of the store.</param>
public sealed class Claim(string tenant, LeaseOptions leaseOptions, CommitLimits limits, TimeSpan clockOffset) : HistoryStep
{
    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed)
    {
        if (observed is { LeaseMayBeHeld: true, Result: "none" })
        {
            return observed.Result;
        }

        var workItem = observed is null
            ? await target.Store.ClaimAsync(tenant, leaseOptions, limits, target.Now + clockOffset, default)
            : ((NaiveStore)target.Store).Claim(tenant, leaseOptions, limits, target.Now + clockOffset, InvisibleIn(observed));
        if (workItem is null)
        {
            return "none";
        }

        var before = target.WorkItems.LastOrDefault(earlier => earlier.Lease.Tenant == tenant)?.Lease.FencingToken ?? long.MinValue;
        target.WorkItems.Add(workItem);
        return $"{ResultText.Of(workItem)}{(workItem.Lease.FencingToken > before ? "" : $", whose fencing token {workItem.Lease.FencingToken} is not above {before}")}";
    }

    private static HashSet<long> InvisibleIn(ObservedChoices observed) =>
        [.. observed.ConcurrentlyEnqueued.Where(number => !observed.Result.Contains($"#{number} of ", StringComparison.Ordinal))];

    public override string ToString() =>
        $"claim {tenant} for {leaseOptions.Duration}, clock offset {clockOffset}: {limits.Operations} operations, {limits.Items} items, {limits.Bytes} bytes";
}
