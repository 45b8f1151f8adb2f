using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Planning;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>
/// Plans and commits the operations of a work item in one transaction. If that fails because of an internal error, commits each
/// operation in its own transaction, so that a bad operation fails alone. An operation that meets damaged data of the store ends as failed at
/// once, because a retry does not help.
/// </summary>
internal sealed class WorkItemCommitter(IImageStore store, EngineLimits limits, BatchPlanner planner, EngineClock clock, EngineTelemetry telemetry, ILogger logger)
{
    private readonly EditPlanner _edits = new(store, planner, limits.MaxBatchItems);

    /// <returns>
    /// The number of an operation that failed because of an internal error and will be retried; null for none. It ends the work item,
    /// because later operations must not overtake it. And whether its end could not be written, so that the worker must back off.
    /// </returns>
    /// <exception cref="LeaseLostException">The lease on the work item is over.</exception>
    /// <exception cref="StoreUnavailableException">The result of the last transaction is unknown.</exception>
    public async Task<(long? FailedOperation, bool MustBackOff)> ExecuteAsync(WorkItem workItem, CompletionPublisher publisher, CancellationToken abort)
    {
        ClaimedOperation.Intact[] intact = [.. workItem.Operations.OfType<ClaimedOperation.Intact>()];
        Exception? failure = null;

        // An operation without attempts left has failed for the last time, but an outage has kept its end from being written.
        if (intact.Length == workItem.Operations.Count && !intact.Any(IsExhausted))
        {
            failure = await TryCommitAsync(workItem.Lease, intact, publisher, abort);
            if (failure is null)
            {
                return (null, false);
            }
        }

        foreach (var claimed in workItem.Operations)
        {
            if (claimed is ClaimedOperation.Intact exhausted && IsExhausted(exhausted))
            {
                await PoisonAsync(workItem.Lease, exhausted, publisher, abort);
                continue;
            }

            if (workItem.Operations.Count > 1 && claimed is ClaimedOperation.Intact alone)
            {
                failure = await TryCommitAsync(workItem.Lease, [alone], publisher, abort);
            }

            if (claimed is ClaimedOperation.Damaged || failure is StoreDamagedException)
            {
                await EndDamagedAsync(workItem.Lease, claimed, publisher, abort);
            }
            else if (failure is not null && claimed is ClaimedOperation.Intact failed
                && await CountAsync(workItem.Lease, failed with { Attempts = failed.Attempts + 1 }, failure, publisher, abort) is { } retried)
            {
                return retried;
            }
        }

        return (null, false);
    }

    private bool IsExhausted(ClaimedOperation.Intact claimed) => claimed.Attempts >= limits.MaxAttempts;

    private async Task<Exception?> TryCommitAsync(
        Lease lease, IReadOnlyList<ClaimedOperation.Intact> operations, CompletionPublisher publisher, CancellationToken abort)
    {
        try
        {
            await CommitAsync(await PrepareAsync(lease, operations, abort), publisher, abort);
            return null;
        }
        catch (Exception failure)
            when (failure is not (StoreUnavailableException or LeaseLostException)
                && (failure is not OperationCanceledException || !abort.IsCancellationRequested))
        {
            return failure;
        }
    }

    private ValueTask<CommitRequest.Claimed> PrepareAsync(Lease lease, IReadOnlyList<ClaimedOperation.Intact> operations, CancellationToken abort)
    {
        // An edit by query is always alone.
        if (operations is [{ Payload.Edit: not null } edit])
        {
            return _edits.PrepareAsync(lease, edit, abort);
        }

        var images = new NamedImages(operations);
        return new(new CommitRequest.Claimed(lease, images, planner.Decide(operations)) { ExpectAbsent = images.AreExpectedAbsent });
    }

    /// <returns>The operation that will be retried, and whether because its end could not be written; null if it failed as poisoned.</returns>
    private async Task<(long? FailedOperation, bool MustBackOff)?> CountAsync(
        Lease lease, ClaimedOperation.Intact failed, Exception failure, CompletionPublisher publisher, CancellationToken abort)
    {
        logger.AttemptFailed(failure, lease.Tenant, failed.Operation.Id, failed.Attempts);
        if (!IsExhausted(failed))
        {
            return (failed.Operation.Id, false);
        }

        try
        {
            await PoisonAsync(lease, failed, publisher, abort);
            return null;
        }
        catch (Exception end) when (end is not LeaseLostException && (end is not OperationCanceledException || !abort.IsCancellationRequested))
        {
            // MonitoredStore logs outages.
            if (end is not StoreUnavailableException)
            {
                logger.WorkItemFailed(end, lease.Tenant);
            }

            // The attempt counts, so that the operation is not executed again.
            return (failed.Operation.Id, true);
        }
    }

    private async Task PoisonAsync(Lease lease, ClaimedOperation.Intact failed, CompletionPublisher publisher, CancellationToken abort)
    {
        try
        {
            await CommitAsync(new(lease, [], _ => planner.Poison(failed)), publisher, abort);
            logger.Poisoned(lease.Tenant, failed.Operation.Id, failed.Attempts);
        }
        catch (StoreDamagedException)
        {
            // MonitoredStore logs it. A retry does not help.
            await EndDamagedAsync(lease, failed, publisher, abort);
        }
    }

    private async Task EndDamagedAsync(Lease lease, ClaimedOperation damaged, CompletionPublisher publisher, CancellationToken abort)
    {
        var number = damaged.Operation.Id;
        try
        {
            await CommitAsync(new(lease, [], _ => planner.Damage(damaged)), publisher, abort);
            logger.FailedByDamage(lease.Tenant, number);
        }
        catch (StoreDamagedException damage)
        {
            // The store cannot keep the end either. It does not hand the operation out again.
            publisher.PublishLost(damaged.Operation, damage);
            logger.SetAside(lease.Tenant, number);
        }
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
