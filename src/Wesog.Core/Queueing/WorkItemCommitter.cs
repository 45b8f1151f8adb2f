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
internal sealed class WorkItemCommitter(IOperationExecution store, EngineLimits limits, EngineClock clock, EngineTelemetry telemetry, ILogger logger)
{
    private readonly BatchPlanner _planner = new(limits.MaxErrors, () => clock.Now);

    /// <returns>
    /// The number of an operation that failed because of an internal error and will be retried; null for none. It ends the work item,
    /// because later operations must not overtake it.
    /// </returns>
    /// <exception cref="LeaseLostException">The lease on the work item is over.</exception>
    /// <exception cref="StoreUnavailableException">The result of the last transaction is unknown.</exception>
    public async Task<long?> ExecuteAsync(WorkItem workItem, CompletionPublisher publisher, CancellationToken abort)
    {
        var failure = await TryCommitAsync(workItem.Lease, workItem.Operations, publisher, abort);
        foreach (var claimed in failure is null ? [] : workItem.Operations)
        {
            if (workItem.Operations.Count > 1)
            {
                failure = await TryCommitAsync(workItem.Lease, [claimed], publisher, abort);
            }

            if (failure is not null && !await TryPoisonAsync(workItem.Lease, claimed with { Attempts = claimed.Attempts + 1 }, failure, publisher, abort))
            {
                return claimed.Operation.Id;
            }
        }

        return null;
    }

    private async Task<Exception?> TryCommitAsync(
        Lease lease, IReadOnlyList<ClaimedOperation> operations, CompletionPublisher publisher, CancellationToken abort)
    {
        try
        {
            var images = new NamedImages(operations);
            await CommitAsync(new(lease, images, _planner.Decide(operations)) { ExpectAbsent = images.AreExpectedAbsent }, publisher, abort);
            return null;
        }
        catch (Exception failure)
            when (failure is not (StoreUnavailableException or LeaseLostException)
                && (failure is not OperationCanceledException || !abort.IsCancellationRequested))
        {
            return failure;
        }
    }

    /// <returns>Whether the operation has reached the maximum number of attempts and failed as poisoned.</returns>
    private async Task<bool> TryPoisonAsync(
        Lease lease, ClaimedOperation failed, Exception failure, CompletionPublisher publisher, CancellationToken abort)
    {
        logger.AttemptFailed(failure, lease.Tenant, failed.Operation.Id, failed.Attempts);
        if (failed.Attempts < limits.MaxAttempts)
        {
            return false;
        }

        await CommitAsync(new(lease, [], _ => _planner.Poison(failed)), publisher, abort);
        logger.Poisoned(lease.Tenant, failed.Operation.Id, failed.Attempts);
        return true;
    }

    private async Task CommitAsync(CommitRequest.Claimed request, CompletionPublisher publisher, CancellationToken abort)
    {
        var timer = new CommitTimer(clock);
        if (await store.CommitAsync(request with { FinishTime = timer.TakeFinishTime }, abort) is CommitResult.Committed committed)
        {
            telemetry.Committed(timer.Elapsed);
            publisher.Publish(committed.Finished);
        }
    }
}
