using Wesog.Operations;
using Wesog.Storage;
using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

public sealed class AcceptAndRun(IReadOnlyList<Submitted> submissions, IReadOnlyList<Change> changes, int ending, PlanFate fate) : HistoryStep
{
    private const string Declined = "not at once";

    private static readonly LeaseOptions _terms = new("engine-run", TimeSpan.FromSeconds(20));

    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told)
    {
        NewOperation[] drafts = [.. submissions.Select(submission => submission.Draft(side.Now))];
        using var time = new PlanTime(side.Clock, fate, _terms.Duration);
        var finished = told is not null && MayHaveDeclined(told, side)
            ? null
            : await side.Store.TryAcceptAndRunAsync(
                drafts, submissions[0].Bounds, TermsFor(told), Change.IdsOf(changes), Plan(side.Now, drafts, time), default);
        return finished is null ? Declined : Answers.Of(finished);
    }

    public override string ToString() =>
        $"accept and run {string.Join(" and ", submissions)}{(fate == PlanFate.None ? "" : $", the plan {fate}")}: {Change.Describe(changes)}, ending {ending}";

    // Where the transaction itself shows whatever came between, no lease is needed, and none is outlived.
    private static LeaseOptions TermsFor(ObservedChoices? told) => told is null or { Answer: Declined } ? _terms : _terms with { Duration = TimeSpan.FromDays(1) };

    // A store cannot tell at once of a tenant that it did not know, or while another call has the turn. Of one that it knows,
    // with nothing beside it, it can.
    private bool MayHaveDeclined(ObservedChoices told, StoreUnderTest side) =>
        told.Answer == Declined && (told.MayDecline || !((NaiveStore)side.Store).Knows(submissions[0].Tenant));

    private CommitDecision Plan(DateTimeOffset now, NewOperation[] drafts, PlanTime time) => find =>
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
