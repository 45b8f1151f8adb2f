using Wesog.Operations;
using Wesog.Storage;
using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class EnqueueAndRun(IReadOnlyList<Submitted> submissions, IReadOnlyList<Change> changes, int ending, PlanFate fate) : HistoryStep
{
    private static readonly LeaseTerms _terms = new("engine-run", TimeSpan.FromSeconds(20));

    public override async Task<string> TakeAsync(Side side, Told? told)
    {
        OperationDraft[] drafts = [.. submissions.Select(submission => submission.Draft(side.Now))];
        using var time = new PlanTime(side.Clock, fate, _terms.Duration);
        return Answers.Of(told is not null && MayHaveDeclined(told, side)
            ? await EnqueueEachAsync(side.Store, drafts)
            : await side.Store.EnqueueAndRunAsync(
                drafts, submissions[0].Bounds, _terms, Change.IdsOf(changes), Plan(side.Now, drafts, time), default));
    }

    public override string ToString() =>
        $"enqueue and run {string.Join(" and ", submissions)}{(fate == PlanFate.None ? "" : $", the plan {fate}")}: {Change.Describe(changes)}, ending {ending}";

    // "Where it cannot be carried out, for whatever reason but an outage, it is accepted pending": a store may say so of a
    // tenant that it did not know, and while another call has the turn. Of one that it knows, with nothing beside it, it may not.
    private bool MayHaveDeclined(Told told, Side side) =>
        told.Answer.Contains($" {OperationState.Pending} ", StringComparison.Ordinal)
        && (told.MayDecline || !((NaiveStore)side.Store).Knows(submissions[0].Tenant));

    private async Task<List<EnqueueResult>> EnqueueEachAsync(IImageStore store, OperationDraft[] drafts)
    {
        var results = new List<EnqueueResult>();
        foreach (var draft in drafts)
        {
            results.Add(await store.EnqueueAsync(draft, submissions[0].Bounds, default));
        }

        return results;
    }

    private TurnPlan Plan(DateTimeOffset now, OperationDraft[] drafts, PlanTime time) => find =>
    {
        if (fate == PlanFate.Throws)
        {
            throw new PlanFaultException();
        }

        time.Pass();
        // Where others call beside, one may come between a plan and its commit.
        Thread.Yield();
        return new(Change.Of(changes, find, now), [.. drafts.Select(draft => draft.Operation.Start(now).End(ending, now))]);
    };
}
