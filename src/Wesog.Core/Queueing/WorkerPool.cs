using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Serves the tenants of a ring, several at once, for as long as the engine runs.</summary>
internal sealed class WorkerPool(TenantScheduler ring, WorkItemProcessor runner, EngineClock clock, EngineThreads threads, ILogger logger)
{
    private Task _workers = Task.CompletedTask;

    /// <param name="count">How many tenants are served at once.</param>
    /// <param name="stopping">Ends the workers, each after its turn.</param>
    /// <param name="abort">Gives up running transactions.</param>
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
                await ServeAsync(await ring.TakeAsync(stopping), backoff, stopping, abort);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end of a worker.
        }
    }

    // No failure ends a worker: the tenant waits again, and the worker takes no other turn before the back-off has passed.
    private async Task ServeAsync(TenantGrant visit, Backoff backoff, CancellationToken stopping, CancellationToken abort)
    {
        var report = new WorkItemReport(0, HasMore: true);
        try
        {
            report = await runner.RunAsync(visit.Tenant, visit.Budget, stopping, abort);
            if (report.MetOutage)
            {
                // A disk that is full, say: the turn was released, but the next one would meet the same.
                await backoff.WaitAsync(stopping);
            }
            else
            {
                backoff.Reset();
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // An outage is logged where the store is called.
            if (failure is not StoreUnavailableException)
            {
                logger.TurnFailed(failure, visit.Tenant);
            }

            await backoff.WaitAsync(stopping);
        }
        finally
        {
            ring.Return(visit, report.Items, report.HasMore);
        }
    }
}
