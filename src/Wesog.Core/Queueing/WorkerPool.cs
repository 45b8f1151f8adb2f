using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Runs the workers, which serve the tenants of a scheduler concurrently until the engine stops.</summary>
internal sealed class WorkerPool(TenantScheduler tenantScheduler, WorkItemProcessor processor, EngineClock clock, EngineThreads threads, ILogger logger)
{
    private Task _workers = Task.CompletedTask;

    /// <param name="count">The number of tenants that are served concurrently.</param>
    /// <param name="stopping">Stops each worker after its current work item.</param>
    /// <param name="abort">Cancels running transactions.</param>
    public void Start(int count, CancellationToken stopping, CancellationToken abort)
    {
        var workers = new Task[count];
        for (var i = 0; i < count; i++)
        {
            workers[i] = threads.RunAsync(() => WorkAsync(stopping, abort));
        }

        _workers = Task.WhenAll(workers);
    }

    /// <summary>Completes when every worker has ended.</summary>
    public Task Completion => _workers;

    private async Task WorkAsync(CancellationToken stopping, CancellationToken abort)
    {
        var backoff = new Backoff(clock);
        try
        {
            while (true)
            {
                await ServeAsync(await tenantScheduler.TakeAsync(stopping), backoff, stopping, abort);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The worker stops.
        }
    }

    // A failure does not stop the worker: the tenant is queued again, and the worker waits for the back-off before its next grant.
    private async Task ServeAsync(TenantGrant grant, Backoff backoff, CancellationToken stopping, CancellationToken abort)
    {
        var report = new WorkItemReport(0, HasMore: true);
        try
        {
            report = await processor.RunAsync(grant.Tenant, grant.Budget, stopping, abort);
            if (report.MustBackOff)
            {
                // The release succeeded, but the next work item may fail too, for example if the disk is full.
                await backoff.WaitAsync(stopping);
            }
            else
            {
                backoff.Reset();
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !(stopping.IsCancellationRequested || abort.IsCancellationRequested))
        {
            // MonitoredStore logs outages and damage.
            if (failure is not (StoreUnavailableException or StoreDamagedException))
            {
                logger.WorkItemFailed(failure, grant.Tenant);
            }

            await backoff.WaitAsync(stopping);
        }
        finally
        {
            tenantScheduler.Return(grant, report.Items, report.HasMore);
        }
    }
}
