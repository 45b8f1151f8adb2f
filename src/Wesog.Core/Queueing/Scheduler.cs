using Microsoft.Extensions.Logging;
using Wesog.Availability;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Carries out what is in the store's queues, from start to stop.</summary>
internal sealed class Scheduler : IAsyncDisposable
{
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(30);

    private readonly EngineLimits _limits;
    private readonly EngineThreads _threads;
    private readonly TenantScheduler _ring;
    private readonly WorkerPool _workers;
    private readonly Maintenance _upkeep;
    private readonly ChangeFeedListener? _news;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();

    public Scheduler(
        IImageStore store, IStoreChangeFeed? news, EngineLimits limits, EngineClock clock, EngineThreads threads, CompletionNotifier hub, AvailabilityCheck check, EngineTelemetry telemetry, ILogger logger)
    {
        _limits = limits;
        _threads = threads;

        // A visit's quantum is one group of single images: long enough to share a commit, short enough to wait for.
        _ring = new(quantum: limits.GroupOperations, places: limits.ConcurrentTenants, threads);
        var terms = new LeaseOptions($"{Environment.MachineName}/{Guid.NewGuid():N}", LeaseDuration);
        _workers = new(_ring, new(store, limits, clock, terms, hub, telemetry, logger), clock, threads, logger);
        InlineExecutor = new(store, limits, clock, threads, _ring, terms, hub, telemetry);
        _upkeep = new(store, limits, _ring, hub, clock, threads, check, telemetry, logger);
        if (news is not null)
        {
            _news = new(news, new(store, _upkeep, _ring, hub, clock, logger), clock, logger);
        }
    }

    /// <summary>The way past the queue, for what nothing is before.</summary>
    public InlineExecutor InlineExecutor { get; }

    /// <summary>A tenant has an operation waiting.</summary>
    public void Signal(string tenant) => _ring.Signal(tenant);

    /// <summary>Resumes what the store holds, and goes on from there.</summary>
    public async Task<IReadOnlyList<TenantBacklog>> StartAsync(CancellationToken cancellationToken)
    {
        var backlogs = await _upkeep.SignalBacklogsAsync(cancellationToken).ConfigureAwait(false);
        _workers.Start(_limits.ConcurrentTenants, _stopping.Token, _abort.Token);
        _upkeep.Start(_stopping.Token);
        _news?.Start(_stopping.Token);
        return backlogs;
    }

    /// <summary>Begins no turn any more, and returns when those under way have ended.</summary>
    /// <param name="giveUp">Gives up their transactions.</param>
    public async Task StopAsync(CancellationToken giveUp)
    {
        await _threads.RunAsync(CancelAsync).ConfigureAwait(false);
        using (giveUp.UnsafeRegister(static abort => ((CancellationTokenSource)abort!).Cancel(), _abort))
        {
            await _workers.Completion.ConfigureAwait(false);
            await _ring.CloseAsync().WaitAsync(giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _upkeep.Completion.ConfigureAwait(false);
            await (_news?.Completion ?? Task.CompletedTask).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _ring.Dispose();
        _stopping.Dispose();
        _abort.Dispose();
    }

    // Not on the caller's road: those who are cancelled go on within the call.
    private Task CancelAsync()
    {
        _stopping.Cancel();
        return Task.CompletedTask;
    }
}
