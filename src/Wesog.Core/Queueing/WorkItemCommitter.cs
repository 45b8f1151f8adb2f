using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Planning;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>
/// Plans and commits the operations of a work item in one transaction. If that fails because of an internal error, commits each
/// operation in its own transaction, so that a bad operation fails alone.
/// </summary>
internal sealed class WorkItemCommitter(IOperationExecution store, EngineLimits limits, EngineClock clock, ILogger logger)
{
    private readonly BatchPlanner _planner = new(limits.MaxErrors);

    /// <exception cref="LeaseLostException">The lease on the work item is over.</exception>
    /// <exception cref="StoreUnavailableException">The result of the last transaction is unknown.</exception>
    public async Task ExecuteAsync(WorkItem workItem, CompletionPublisher publisher, CancellationToken abort)
    {
        var failure = await TryCommitAsync(workItem.Lease, workItem.Operations, publisher, abort);
        if (failure is null)
        {
            return;
        }

        foreach (var claimed in workItem.Operations)
        {
            if (workItem.Operations.Count > 1)
            {
                failure = await TryCommitAsync(workItem.Lease, [claimed], publisher, abort);
            }

            // An operation that will be retried ends the work item: later operations must not overtake it.
            if (failure is not null && !await GiveUpAsync(workItem.Lease, claimed, failure, publisher, abort))
            {
                return;
            }
        }
    }

    private async Task<Exception?> TryCommitAsync(
        Lease lease, IReadOnlyList<ClaimedOperation> operations, CompletionPublisher publisher, CancellationToken abort)
    {
        CommitPlan? result = null;
        try
        {
            await store.TransactAsync(
                lease,
                new NamedImages(operations),
                find => result = _planner.Plan(operations, find, clock.Now),
                abort);
        }
        catch (Exception failure)
            when (failure is not (StoreUnavailableException or LeaseLostException or OperationCanceledException))
        {
            return failure;
        }

        publisher.Publish(result!.Finished);
        return null;
    }

    /// <returns>True if the operation has failed as poisoned; false if it will be retried.</returns>
    private async Task<bool> GiveUpAsync(
        Lease lease, ClaimedOperation claimed, Exception failure, CompletionPublisher publisher, CancellationToken abort)
    {
        var attempts = await store.RecordFailureAsync(lease, claimed.Operation.Id, abort);
        logger.AttemptFailed(failure, lease.Tenant, claimed.Operation.Id, attempts);
        if (attempts < limits.MaxAttempts)
        {
            return false;
        }

        var result = _planner.Poison(claimed with { Attempts = attempts }, clock.Now);
        await store.TransactAsync(lease, [], _ => result, abort);
        logger.Poisoned(lease.Tenant, claimed.Operation.Id, attempts);
        publisher.Publish(result.Finished);
        return true;
    }
}
