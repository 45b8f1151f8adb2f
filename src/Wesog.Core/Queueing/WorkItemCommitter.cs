using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Planning;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>
/// Plans and commits a turn's operations: all in one transaction, or, where that fails because of an internal error,
/// each in one of its own, so that a bad one fails alone.
/// </summary>
internal sealed class WorkItemCommitter(IOperationExecution store, EngineLimits limits, EngineClock clock, ILogger logger)
{
    private readonly BatchPlanner _planner = new(limits.MaxErrors);

    /// <exception cref="LeaseLostException">The turn is over.</exception>
    /// <exception cref="StoreUnavailableException">What became of the last transaction is not known.</exception>
    public async Task ExecuteAsync(WorkItem turn, CompletionPublisher ends, CancellationToken abort)
    {
        var failure = await TryCommitAsync(turn.Lease, turn.Operations, ends, abort);
        if (failure is null)
        {
            return;
        }

        foreach (var claimed in turn.Operations)
        {
            if (turn.Operations.Count > 1)
            {
                failure = await TryCommitAsync(turn.Lease, [claimed], ends, abort);
            }

            // What will be tried again ends the turn: those behind it must not overtake it.
            if (failure is not null && !await GiveUpAsync(turn.Lease, claimed, failure, ends, abort))
            {
                return;
            }
        }
    }

    private async Task<Exception?> TryCommitAsync(
        Lease lease, IReadOnlyList<ClaimedOperation> operations, CompletionPublisher ends, CancellationToken abort)
    {
        CommitResult? outcome = null;
        try
        {
            await store.TransactAsync(
                lease,
                new NamedImages(operations),
                find => outcome = _planner.Plan(operations, find, clock.Now),
                abort);
        }
        catch (Exception failure)
            when (failure is not (StoreUnavailableException or LeaseLostException or OperationCanceledException))
        {
            return failure;
        }

        ends.Publish(outcome!.Finished);
        return null;
    }

    /// <returns>Whether the operation is ended, as poisoned; otherwise it is to be tried again.</returns>
    private async Task<bool> GiveUpAsync(
        Lease lease, ClaimedOperation claimed, Exception failure, CompletionPublisher ends, CancellationToken abort)
    {
        var attempts = await store.RecordFailureAsync(lease, claimed.Operation.Id, abort);
        logger.AttemptFailed(failure, lease.Tenant, claimed.Operation.Id, attempts);
        if (attempts < limits.MaxAttempts)
        {
            return false;
        }

        var outcome = _planner.Poison(claimed with { Attempts = attempts }, clock.Now);
        await store.TransactAsync(lease, [], _ => outcome, abort);
        logger.Poisoned(lease.Tenant, claimed.Operation.Id, attempts);
        ends.Publish(outcome.Finished);
        return true;
    }
}
