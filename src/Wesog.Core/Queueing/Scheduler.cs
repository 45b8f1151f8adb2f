using Microsoft.Extensions.Logging;
using Wesog.Availability;
using Wesog.Operations;
using Wesog.Planning;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Runs the queued operations of the store: owns the workers, the maintenance tasks and the change feed listener.</summary>
internal sealed class Scheduler : IAsyncDisposable
{
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(30);

    private readonly EngineLimits _limits;
    private readonly EngineThreads _threads;
    private readonly TenantScheduler _tenantScheduler;
    private readonly WorkerPool _workers;
    private readonly Maintenance _maintenance;
    private readonly ChangeFeedListener? _changeFeed;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();

    public Scheduler(
        IImageStore store, IStoreChangeFeed? changeFeed, EngineLimits limits, BatchPlanner planner, EngineClock clock, EngineThreads threads, CompletionNotifier notifier, AvailabilityCheck check, EngineTelemetry telemetry, ILogger logger)
    {
        _limits = limits;
        _threads = threads;

        // The quantum equals one full group of single-item operations: large enough to share a commit, small enough for fairness.
        _tenantScheduler = new(quantum: limits.GroupOperations, places: limits.ConcurrentTenants, threads);
        var leaseOptions = new LeaseOptions($"{Environment.MachineName}/{Guid.NewGuid():N}", LeaseDuration);
        _workers = new(_tenantScheduler, new(store, limits, planner, clock, leaseOptions, notifier, telemetry, logger), clock, threads, logger);
        InlineExecutor = new(store, limits, planner, clock, threads, _tenantScheduler, leaseOptions, notifier, telemetry);
        Enqueuer = new(store, limits, threads, _tenantScheduler, telemetry);
        _maintenance = new(store, limits, _tenantScheduler, notifier, clock, threads, check, telemetry, logger);
        if (changeFeed is not null)
        {
            _changeFeed = new(changeFeed, new(store, _maintenance, _tenantScheduler, notifier, clock, logger), clock, logger);
        }
    }

    /// <summary>Runs awaited operations without the queue.</summary>
    public InlineExecutor InlineExecutor { get; }

    /// <summary>Adds operations to the queue.</summary>
    public OperationEnqueuer Enqueuer { get; }

    /// <summary>Signals the waiting operations in the store and starts all background tasks.</summary>
    public async Task<IReadOnlyList<TenantBacklog>> StartAsync(CancellationToken cancellationToken)
    {
        var backlogs = await _maintenance.SignalBacklogsAsync(cancellationToken).ConfigureAwait(false);
        _workers.Start(_limits.ConcurrentTenants, _stopping.Token, _abort.Token);
        _maintenance.Start(_stopping.Token);
        _changeFeed?.Start(_stopping.Token);
        return backlogs;
    }

    /// <summary>Claims no more work items, and returns when the running ones have ended.</summary>
    /// <param name="giveUp">Cancels their transactions.</param>
    public async Task StopAsync(CancellationToken giveUp)
    {
        await _threads.RunAsync(CancelAsync).ConfigureAwait(false);
        using (giveUp.UnsafeRegister(static abort => ((CancellationTokenSource)abort!).Cancel(), _abort))
        {
            await _workers.Completion.ConfigureAwait(false);
            await _tenantScheduler.CloseAsync().WaitAsync(giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _maintenance.Completion.ConfigureAwait(false);
            await (_changeFeed?.Completion ?? Task.CompletedTask).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _tenantScheduler.Dispose();
        _stopping.Dispose();
        _abort.Dispose();
    }

    // Not on the caller's thread: Cancel runs the continuations of cancelled tasks synchronously.
    private Task CancelAsync()
    {
        _stopping.Cancel();
        return Task.CompletedTask;
    }
}
