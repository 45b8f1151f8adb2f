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
    /// because later operations must not overtake it. And whether an outage ended the work item.
    /// </returns>
    /// <exception cref="LeaseLostException">The lease on the work item is over.</exception>
    /// <exception cref="StoreUnavailableException">The result of the last transaction is unknown.</exception>
    public async Task<(long? FailedOperation, bool IsOutage)> ExecuteAsync(WorkItem workItem, CompletionPublisher publisher, CancellationToken abort)
    {
        // Such an operation has failed for the last time, but an outage has kept its end from being written.
        var isExhausted = workItem.Operations.Any(IsExhausted);
        var failure = isExhausted ? null : await TryCommitAsync(workItem.Lease, workItem.Operations, publisher, abort);
        foreach (var claimed in failure is null && !isExhausted ? [] : workItem.Operations)
        {
            if (IsExhausted(claimed))
            {
                await PoisonAsync(workItem.Lease, claimed, publisher, abort);
                continue;
            }

            if (workItem.Operations.Count > 1)
            {
                failure = await TryCommitAsync(workItem.Lease, [claimed], publisher, abort);
            }

            var failed = claimed with { Attempts = claimed.Attempts + 1 };
            if (failure is null)
            {
                continue;
            }

            logger.AttemptFailed(failure, workItem.Lease.Tenant, claimed.Operation.Id, failed.Attempts);
            if (!IsExhausted(failed))
            {
                return (claimed.Operation.Id, false);
            }

            try
            {
                await PoisonAsync(workItem.Lease, failed, publisher, abort);
            }
            catch (StoreUnavailableException)
            {
                // MonitoredStore logs it. The attempt counts, so that the operation is not executed again.
                return (claimed.Operation.Id, true);
            }
        }

        return (null, false);
    }

    private bool IsExhausted(ClaimedOperation claimed) => claimed.Attempts >= limits.MaxAttempts;

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

    private async Task PoisonAsync(Lease lease, ClaimedOperation failed, CompletionPublisher publisher, CancellationToken abort)
    {
        await CommitAsync(new(lease, [], _ => _planner.Poison(failed)), publisher, abort);
        logger.Poisoned(lease.Tenant, failed.Operation.Id, failed.Attempts);
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
