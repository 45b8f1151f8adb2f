using Wesog.Operations;
using Wesog.Storage;
using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <param name="submissions">The operations to accept and finish.</param>
/// <param name="changes">What is written.</param>
/// <param name="ending">How the operations end.</param>
/// <param name="fate">What befalls the decision.</param>
/// <param name="expectAbsent">Whether the request expects no image.</param>
public sealed class CommitInline(
    IReadOnlyList<Submitted> submissions, IReadOnlyList<Change> changes, int ending, DecisionFate fate, bool expectAbsent) : HistoryStep
{
    private const string Declined = "not inline";

    private static readonly LeaseOptions _leaseOptions = new("engine-run", TimeSpan.FromSeconds(20));

    public override async Task<string> TakeAsync(StoreUnderTest side, ObservedChoices? told)
    {
        NewOperation[] operations = [.. submissions.Select(submission => submission.Draft(side.Now))];
        if (fate == DecisionFate.Throws && told is { Answer: StoreUnderTest.DecisionFault })
        {
            // Of two reasons a store may report either: that the decision fails, or that a key is bound.
            operations = [.. operations.Select(operation => operation with { Key = null })];
        }

        using var time = new PlanTime(side.Clock, fate, _leaseOptions.Duration);
        if (told is not null && MayHaveDeclined(told, side))
        {
            return Declined;
        }

        var request = new CommitRequest.Inline(
            operations, submissions[0].Bounds, LeaseOptionsFor(told), Change.IdsOf(changes), Decide(side.Now, operations, time)) { ExpectAbsent = expectAbsent };
        return await side.Store.CommitAsync(request, default) is CommitResult.Committed committed ? Answers.Of(committed.Finished) : Declined;
    }

    public override string ToString() =>
        $"commit inline {string.Join(" and ", submissions)}{(fate == DecisionFate.None ? "" : $", the decision {fate}")}{(expectAbsent ? ", expecting no image" : "")}:"
        + $" {Change.Describe(changes)}, ending {ending}";

    // A store whose transaction shows whatever came between needs no lease, and none expires.
    private static LeaseOptions LeaseOptionsFor(ObservedChoices? told) =>
        told is null or { Answer: Declined } ? _leaseOptions : _leaseOptions with { Duration = TimeSpan.FromDays(1) };

    // A store may decline for a tenant that it did not know, or while another call holds the lease.
    private bool MayHaveDeclined(ObservedChoices told, StoreUnderTest side) =>
        told.Answer == Declined && (told.MayDecline || !((NaiveStore)side.Store).Knows(submissions[0].Tenant));

    private CommitDecision Decide(DateTimeOffset now, NewOperation[] operations, PlanTime time) => find =>
    {
        if (fate == DecisionFate.Throws)
        {
            throw new PlanFaultException();
        }

        time.Pass();
        // Where others call beside, one may come between a decision and its commit.
        Thread.Yield();
        return new(Change.Of(changes, find, now), [.. operations.Select(operation => operation.Operation.Start(now).End(ending, now))]);
    };
}
