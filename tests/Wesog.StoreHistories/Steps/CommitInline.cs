using Wesog.Operations;
using Wesog.Storage;
using Wesog.StoreHistories.Model;
using Wesog.StoreHistories.Running;

namespace Wesog.StoreHistories.Steps;

/// <summary>Commits operations inline.</summary>
/// <param name="submissions">The operations to accept and finish.</param>
/// <param name="changes">The writes.</param>
/// <param name="finalState">Selects the final state of the operations.</param>
/// <param name="fault">The fault of the decision.</param>
/// <param name="expectAbsent">Whether the request expects no image.</param>
public sealed class CommitInline(
    IReadOnlyList<SubmittedOperation> submissions, IReadOnlyList<Change> changes, int finalState, DecisionFault fault, bool expectAbsent) : HistoryStep
{
    private const string Declined = "not inline";

    private static readonly LeaseOptions _leaseOptions = new("engine-run", TimeSpan.FromSeconds(20));

    public override async Task<string> ApplyAsync(StoreUnderTest target, ObservedChoices? observed)
    {
        NewOperation[] operations = [.. submissions.Select(submission => submission.ToNewOperation(target.Now))];
        if (fault == DecisionFault.Throws && observed is { Result: StoreUnderTest.DecisionFailed })
        {
            // Of two reasons a store may report either: the failed decision or the bound key.
            operations = [.. operations.Select(operation => operation with { Key = null })];
        }

        using var time = new DecisionTime(target.Clock, fault, _leaseOptions.Duration);
        if (observed is not null && CanHaveDeclined(observed, target))
        {
            return Declined;
        }

        var request = new CommitRequest.Inline(
            operations, submissions[0].Limits, LeaseOptionsFor(observed), Change.IdsOf(changes), Decide(target.Now, operations, time)) { ExpectAbsent = expectAbsent };
        return await target.Store.CommitAsync(request, default) is CommitResult.Committed committed ? ResultText.Of(committed.Finished) : Declined;
    }

    public override string ToString() =>
        $"commit inline {string.Join(" and ", submissions)}{(fault == DecisionFault.None ? "" : $", fault {fault}")}{(expectAbsent ? ", expecting no image" : "")}:"
        + $" {Change.Describe(changes)}, final state {finalState}";

    // A store whose transaction detects concurrent changes needs no lease, so no lease expires.
    private static LeaseOptions LeaseOptionsFor(ObservedChoices? observed) =>
        observed is null or { Result: Declined } ? _leaseOptions : _leaseOptions with { Duration = TimeSpan.FromDays(1) };

    // A store may decline for an unknown tenant, or while another call holds the lease.
    private bool CanHaveDeclined(ObservedChoices observed, StoreUnderTest target) =>
        observed.Result == Declined && (observed.LeaseMayBeHeld || !((NaiveStore)target.Store).HasAccepted(submissions[0].Tenant));

    private CommitDecision Decide(DateTimeOffset now, NewOperation[] operations, DecisionTime time) => find =>
    {
        if (fault == DecisionFault.Throws)
        {
            throw new DecisionFailedException();
        }

        time.Elapse();
        // Lets a concurrent call run between the decision and its commit.
        Thread.Yield();
        return new(Change.Of(changes, find, now), [.. operations.Select(operation => operation.Operation.Start(now).Finish(finalState, now))]);
    };
}
