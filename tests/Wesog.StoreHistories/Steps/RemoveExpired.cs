using Wesog.Storage;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <summary>
/// Removes expired operations in several calls until none is left. The store chooses the tenants of each call. Of each tenant
/// it must remove the earliest finished operations, which is verified after each call.
/// </summary>
public sealed class RemoveExpired(TimeSpan age, int keep, int maxCount) : HistoryStep
{
    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed)
    {
        var policy = new RetentionPolicy(target.Now - age, keep, maxCount);
        var result = "";
        int removed;
        do
        {
            var before = await StoreContents.FinishedAsync(target.Store);
            removed = await target.Store.RemoveExpiredAsync(policy, default);
            var after = await StoreContents.FinishedAsync(target.Store);
            result += $" {removed}{(before.All(tenant => IsSuffix(after[tenant.Key], tenant.Value)) ? "" : ", not the first ones")}";
        }
        while (removed == maxCount);
        return $"removed{result}";
    }

    public override string ToString() => $"remove operations older than {age}, keep {keep}, {maxCount} at once";

    private static bool IsSuffix(long[] after, long[] before) => before.AsSpan(before.Length - after.Length).SequenceEqual(after);
}
