using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Planning;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Claims, executes and releases one work item of a tenant.</summary>
internal sealed class WorkItemProcessor(
    IImageStore store, EngineLimits limits, BatchPlanner planner, EngineClock clock, LeaseOptions leaseOptions, CompletionNotifier notifier, EngineTelemetry telemetry, ILogger logger)
{
    // Of a release that fails because of an internal error.
    private const int MaxReleases = 5;

    private readonly WorkItemCommitter _committer = new(store, limits, planner, clock, telemetry, logger);

    /// <summary>Executes the tenant's next operations within a budget of items.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="budget">The most items; the first operation is executed whatever its size.</param>
    /// <param name="stopping">Cancels the wait for an unavailable store.</param>
    /// <param name="abort">Cancels a running transaction, which then writes nothing.</param>
    /// <exception cref="StoreUnavailableException">Nothing was claimed.</exception>
    public async Task<WorkItemReport> RunAsync(string tenant, int budget, CancellationToken stopping, CancellationToken abort)
    {
        var commitLimits = limits.OfCommit() with { Items = Math.Min(limits.GroupItems, budget) };
        var workItem = await store.ClaimAsync(tenant, leaseOptions, commitLimits, clock.Now, stopping);
        if (workItem is null)
        {
            return WorkItemReport.Nothing;
        }

        using var activity = telemetry.StartWorkItem(tenant, workItem.Operations.Count);
        var publisher = new CompletionPublisher(notifier, telemetry);
        var execution = default(Execution);

        // A work item that was claimed during the stop of the engine is only released.
        if (!stopping.IsCancellationRequested)
        {
            await using var heartbeat = new LeaseHeartbeat(store, workItem.Lease, clock.Provider, logger);
            execution = await ExecuteAsync(workItem, publisher, abort);
        }

        var hasMore = await ReleaseAsync(workItem, execution.FailedOperation, publisher, stopping);
        // The items of an edit by query are known after it ran. One without a match costs at least as much as an item.
        var items = Math.Max(workItem.Operations.Sum(claimed => Math.Max(claimed.Operation.Total, 1)), publisher.Items);
        return new(items, hasMore, execution.MustBackOff);
    }

    private async Task<Execution> ExecuteAsync(WorkItem workItem, CompletionPublisher publisher, CancellationToken abort)
    {
        try
        {
            var (failedOperation, mustBackOff) = await _committer.ExecuteAsync(workItem, publisher, abort);
            return new(failedOperation, mustBackOff);
        }
        catch (LeaseLostException lost)
        {
            logger.LeaseLost(lost, workItem.Lease.Tenant);
        }
        catch (StoreUnavailableException)
        {
            // MonitoredStore logs it.
            return new(MustBackOff: true);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // The stop timed out: unfinished operations return to the queue when the lease is released.
        }
        catch (Exception failure)
        {
            // Without a release, the tenant would wait until the lease expires.
            logger.WorkItemFailed(failure, workItem.Lease.Tenant);
            return new(MustBackOff: true);
        }

        return default;
    }

    // A commit during an outage may have succeeded. After the outage, a read shows which operations finished.
    private async Task<bool> ReleaseAsync(WorkItem workItem, long? failedOperation, CompletionPublisher publisher, CancellationToken stopping)
    {
        var backoff = new Backoff(clock);
        for (var failures = 0; ;)
        {
            try
            {
                var hasMore = await ReleaseAsync(workItem, failedOperation, publisher);
                foreach (var missing in workItem.Operations.Where(claimed => !publisher.Contains(claimed.Operation.Id)))
                {
                    await PublishIfFinishedAsync(missing, publisher);
                }

                return hasMore;
            }
            catch (StoreUnavailableException)
            {
                // MonitoredStore logs it.
                await backoff.WaitAsync(stopping);
            }
            catch (Exception failure) when (failure is not OperationCanceledException && ++failures < MaxReleases)
            {
                // Without a release, the tenant would wait until the lease expires.
                logger.WorkItemFailed(failure, workItem.Lease.Tenant);
                await backoff.WaitAsync(stopping);
            }
        }
    }

    private async Task<bool> ReleaseAsync(WorkItem workItem, long? failedOperation, CompletionPublisher publisher)
    {
        try
        {
            return await store.ReleaseAsync(workItem.Lease, failedOperation, CancellationToken.None);
        }
        catch (StoreDamagedException damage)
        {
            // The lease is over. The store does not hand out again an operation whose failed attempt it cannot count.
            foreach (var failed in workItem.Operations.Where(claimed => claimed.Operation.Id == failedOperation))
            {
                publisher.PublishLost(failed.Operation, damage);
                logger.SetAside(workItem.Lease.Tenant, failed.Operation.Id);
            }

            return true;
        }
    }

    private async Task PublishIfFinishedAsync(ClaimedOperation missing, CompletionPublisher publisher)
    {
        var (tenant, number) = (missing.Operation.Tenant, missing.Operation.Id);
        try
        {
            if (await store.GetOperationAsync(tenant, number, CancellationToken.None) is { IsFinished: true } finished)
            {
                publisher.PublishFound(finished, missing);
            }
        }
        catch (StoreDamagedException)
        {
            // MonitoredStore logs it. The waiters read the operation themselves, and get the exception.
            notifier.Complete(tenant, number, null);
        }
    }

    /// <param name="FailedOperation">The number of the operation that will be retried; null for none.</param>
    /// <param name="MustBackOff">Whether the store was unavailable, or the work item could not be executed.</param>
    private readonly record struct Execution(long? FailedOperation = null, bool MustBackOff = false);
}
