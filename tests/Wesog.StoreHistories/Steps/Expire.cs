using Wesog.Storage;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <summary>
/// Removes what has expired, slice by slice, until none is left: of which tenant a slice takes is the store's to choose. But of
/// each it takes the first to finish, and that is looked at after each slice.
/// </summary>
public sealed class Expire(TimeSpan age, int keep, int slice) : HistoryStep
{
    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told)
    {
        var policy = new RetentionPolicy(side.Now - age, keep, slice);
        var answer = "";
        int removed;
        do
        {
            var before = await Contents.FinishedAsync(side.Store);
            removed = await side.Store.RemoveExpiredAsync(policy, default);
            var after = await Contents.FinishedAsync(side.Store);
            answer += $" {removed}{(before.All(tenant => IsRest(after[tenant.Key], tenant.Value)) ? "" : ", not the first ones")}";
        }
        while (removed == slice);
        return $"removed{answer}";
    }

    public override string ToString() => $"remove operations older than {age}, keep {keep}, {slice} at once";

    private static bool IsRest(long[] after, long[] before) => before.AsSpan(before.Length - after.Length).SequenceEqual(after);
}
