using Wesog.Operations;
using Wesog.Storage;
using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class EnqueueAndRun(Submitted submission, IReadOnlyList<Change> changes, int ending, PlanFate fate) : HistoryStep
{
    private static readonly LeaseTerms _terms = new("engine-run", TimeSpan.FromSeconds(20));

    public override async Task<string> TakeAsync(Side side, Told? told)
    {
        var draft = submission.Draft(side.Now);
        using var time = new PlanTime(side.Clock, fate, _terms.Duration);
        return Answers.Of(told is not null && MayHaveDeclined(told, side)
            ? await side.Store.EnqueueAsync(draft, submission.Bounds, default)
            : await side.Store.EnqueueAndRunAsync(draft, submission.Bounds, _terms, Change.IdsOf(changes), Plan(side.Now, draft, time), default));
    }

    public override string ToString() =>
        $"enqueue and run {submission}{(fate == PlanFate.None ? "" : $", the plan {fate}")}: {Change.Describe(changes)}, ending {ending}";

    // "Where it cannot be carried out, for whatever reason but an outage, it is accepted pending": a store may say so of a
    // tenant that it did not know, and while another call has the turn. Of one that it knows, with nothing beside it, it may not.
    private bool MayHaveDeclined(Told told, Side side) =>
        told.Answer.Contains($" {OperationState.Pending} ", StringComparison.Ordinal)
        && (told.MayDecline || !((NaiveStore)side.Store).Knows(submission.Tenant));

    private TurnPlan Plan(DateTimeOffset now, OperationDraft draft, PlanTime time) => find =>
    {
        if (fate == PlanFate.Throws)
        {
            throw new PlanFaultException();
        }

        time.Pass();
        // Where others call beside, one may come between a plan and its commit.
        Thread.Yield();
        return new(Change.Of(changes, find, now), [draft.Operation.Start(now).End(ending, now)]);
    };
}
