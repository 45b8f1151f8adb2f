using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <param name="submissions">Operations of one tenant.</param>
public sealed class Enqueue(params IReadOnlyList<Submitted> submissions) : HistoryStep
{
    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told)
    {
        var results = await side.Store.EnqueueAsync([.. submissions.Select(submission => submission.Draft(side.Now))], submissions[0].Bounds, default);
        return string.Join("; ", results.Select(Answers.Of));
    }

    public override string ToString() => $"enqueue {string.Join(" and ", submissions)}";
}
