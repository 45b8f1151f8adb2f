using Wesog.Storage;
using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <param name="tenant">Whose turn.</param>
/// <param name="terms">For whom and how long.</param>
/// <param name="bounds">How much.</param>
/// <param name="late">How much the caller's clock is ahead of the store's.</param>
public sealed class Claim(string tenant, LeaseOptions terms, CommitLimits bounds, TimeSpan late) : HistoryStep
{
    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told)
    {
        if (told is { MayDecline: true, Answer: "none" })
        {
            return told.Answer;
        }

        var turn = told is null
            ? await side.Store.ClaimAsync(tenant, terms, bounds, side.Now + late, default)
            : ((NaiveStore)side.Store).Claim(tenant, terms, bounds, side.Now + late, LeftOut(told));
        if (turn is null)
        {
            return "none";
        }

        var before = side.Turns.LastOrDefault(earlier => earlier.Lease.Tenant == tenant)?.Lease.FencingToken ?? long.MinValue;
        side.Turns.Add(turn);
        return $"{Answers.Of(turn)}{(turn.Lease.FencingToken > before ? "" : $", whose fence {turn.Lease.FencingToken} is not above {before}")}";
    }

    private static HashSet<long> LeftOut(ObservedChoices told) =>
        [.. told.MayMiss.Where(number => !told.Answer.Contains($"#{number} of ", StringComparison.Ordinal))];

    public override string ToString() =>
        $"claim {tenant} for {terms.Duration}, {late} late: {bounds.Operations} operations, {bounds.Items} items, {bounds.Bytes} bytes";
}
