using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class Enqueue(Submitted submission) : HistoryStep
{
    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told) =>
        Answers.Of(await side.Store.EnqueueAsync(submission.Draft(side.Now), submission.Bounds, default));

    public override string ToString() => $"enqueue {submission}";
}
