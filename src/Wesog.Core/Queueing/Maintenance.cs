using Microsoft.Extensions.Logging;
using Wesog.Availability;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>
/// What is done from time to time: removing finished operations that are no longer kept, looking for waiting work
/// that no signal told of (accepted by another host, or by a call whose answer was lost; left by a lease that ran out),
/// letting those look again who wait, and trying again what the store fails to do.
/// </summary>
internal sealed class Maintenance(
    IStoreMaintenance store, EngineLimits limits, TenantScheduler ring, CompletionNotifier hub, EngineClock clock, EngineThreads threads, AvailabilityCheck check, EngineTelemetry telemetry, ILogger logger)
{
    /// <summary>Who waits looks again after one to two of these, of himself.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(8);

    private const int MaxCount = 1_000;
    private static readonly TimeSpan RetentionInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BacklogInterval = TimeSpan.FromSeconds(10);

    private Task _tasks = Task.CompletedTask;

    public Task Completion => _tasks;

    // Each begins with a wait, so that none holds up the next.
    public void Start(CancellationToken stopping) => _tasks = threads.RunAsync(() => Task.WhenAll(
        RepeatAsync("retention", RetentionInterval, RemoveExpiredAsync, stopping),
        RepeatAsync("backlogs", BacklogInterval, SignalBacklogsAsync, stopping),
        RepeatAsync("waits", LookInterval, LookAgainAsync, stopping),
        RepeatAsync("availability", AvailabilityCheck.WriteInterval, check.RetryAsync, stopping)));

    /// <summary>Tells the ring of every tenant that waits.</summary>
    public async Task<IReadOnlyList<TenantBacklog>> SignalBacklogsAsync(CancellationToken cancellationToken)
    {
        var backlogs = await store.ListBacklogsAsync(cancellationToken).ConfigureAwait(false);
        var waiting = 0;
        foreach (var (tenant, operations) in backlogs)
        {
            ring.Signal(tenant);
            waiting += operations;
        }

        telemetry.Counted(waiting);
        return backlogs;
    }

    private Task LookAgainAsync(CancellationToken stopping)
    {
        hub.Repoll();
        return Task.CompletedTask;
    }

    private async Task RemoveExpiredAsync(CancellationToken stopping)
    {
        var policy = new RetentionPolicy(
            clock.Now - TimeSpan.FromDays(limits.RetentionDays), limits.RetainedOperations, MaxCount);
        while (await store.RemoveExpiredAsync(policy, stopping) == MaxCount)
        {
            stopping.ThrowIfCancellationRequested();
        }
    }

    private async Task RepeatAsync(
        string name, TimeSpan interval, Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await clock.DelayAsync(interval, stopping);
                await TryAsync(name, work, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end of the engine.
        }
    }

    private async Task TryAsync(string name, Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        try
        {
            await work(stopping);
        }
        catch (StoreUnavailableException)
        {
            // Logged where the store is called.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.UpkeepFailed(failure, name);
        }
    }
}
