using Microsoft.Extensions.Logging;
using Wesog.Availability;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Runs the periodic tasks: retention, discovery of waiting work, re-polls of waiters, and store probes during an outage.</summary>
/// <remarks>
/// Some waiting work causes no signal: another host accepted it, the response to its acceptance was lost, or its lease expired.
/// </remarks>
internal sealed class Maintenance(
    IStoreMaintenance store, EngineLimits limits, TenantScheduler tenantScheduler, CompletionNotifier notifier, EngineClock clock, EngineThreads threads, AvailabilityCheck check, EngineTelemetry telemetry, ILogger logger)
{
    /// <summary>Waiters re-poll after one to two intervals.</summary>
    public static readonly TimeSpan RepollInterval = TimeSpan.FromSeconds(8);

    private const int MaxCount = 1_000;
    private static readonly TimeSpan RetentionInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ClockInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BacklogInterval = TimeSpan.FromSeconds(10);

    private readonly TrustedClock _trusted = new(clock, limits.Retention);
    private readonly ClockWatch _clockWatch = new(clock, logger);
    private Task _tasks = Task.CompletedTask;

    public Task Completion => _tasks;

    // Each task begins with a delay, so that none blocks the start of the next.
    public void Start(CancellationToken stopping) => _tasks = threads.RunAsync(() => Task.WhenAll(
        RepeatAsync("retention", RetentionInterval, RemoveExpiredAsync, stopping),
        RepeatAsync("clock", ClockInterval, CheckClockAsync, stopping),
        RepeatAsync("backlogs", BacklogInterval, SignalBacklogsAsync, stopping),
        RepeatAsync("waits", RepollInterval, RepollAsync, stopping),
        RepeatAsync("availability", AvailabilityCheck.WriteInterval, check.RetryAsync, stopping)));

    /// <summary>Signals every tenant with waiting operations to the scheduler.</summary>
    public async Task<IReadOnlyList<TenantBacklog>> SignalBacklogsAsync(CancellationToken cancellationToken)
    {
        var backlogs = await store.ListBacklogsAsync(cancellationToken).ConfigureAwait(false);
        var waiting = 0;
        foreach (var (tenant, operations) in backlogs)
        {
            tenantScheduler.Signal(tenant);
            waiting += operations;
        }

        telemetry.Counted(waiting);
        return backlogs;
    }

    private Task RepollAsync(CancellationToken stopping)
    {
        notifier.Repoll();
        return Task.CompletedTask;
    }

    private Task CheckClockAsync(CancellationToken stopping)
    {
        _clockWatch.Check();
        return Task.CompletedTask;
    }

    private async Task RemoveExpiredAsync(CancellationToken stopping)
    {
        var (before, kept) = (ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);
        if (!_trusted.IsLoaded)
        {
            // Removes nothing.
            var load = new RetentionPolicy(DateTimeOffset.MinValue, int.MaxValue, MaxCount) { UpdateClockState = state => kept = state };
            await store.RemoveExpiredAsync(load, stopping);
            _trusted.Load(kept.Span);
        }

        var policy = new RetentionPolicy(_trusted.Advance(), limits.RetainedOperations, MaxCount)
        {
            UpdateClockState = state => kept = _trusted.Update(before = state),
        };
        var removed = await store.RemoveExpiredAsync(policy, stopping);
        _trusted.Saved(kept, before);
        for (policy = policy with { UpdateClockState = null }; removed == MaxCount; removed = await store.RemoveExpiredAsync(policy, stopping))
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
            // The engine stops.
        }
    }

    private async Task TryAsync(string name, Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        try
        {
            await work(stopping);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreDamagedException)
        {
            // MonitoredStore logs it.
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            logger.MaintenanceFailed(failure, name);
        }
    }
}
