using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <summary>Enqueues operations.</summary>
/// <param name="submissions">Operations of one tenant.</param>
public sealed class Enqueue(params IReadOnlyList<SubmittedOperation> submissions) : HistoryStep
{
    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed)
    {
        var results = await target.Store.EnqueueAsync([.. submissions.Select(submission => submission.ToNewOperation(target.Now))], submissions[0].Limits, default);
        return string.Join("; ", results.Select(ResultText.Of));
    }

    public override string ToString() => $"enqueue {string.Join(" and ", submissions)}";
}
