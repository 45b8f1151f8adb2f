using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Wesog.Availability;
using Wesog.Catalog;
using Wesog.Operations;
using Wesog.Planning;
using Wesog.Queueing;
using Wesog.Serialization;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Telemetry;

namespace Wesog.Engine;

/// <summary>The image engine: owns a store and the workers that execute its operations, and exposes the services.</summary>
/// <remarks><c>docs/specification.md</c>, section "In process". A host gets it from <c>AddWesogImages</c>. Without a host, call <see cref="StartNewAsync"/> and dispose it after use.</remarks>
public sealed class ImageEngine : IAsyncDisposable
{
    private readonly MonitoredStore _store;
    private readonly StoreAvailability _availability;
    private readonly AvailabilityCheck _check;
    private readonly Scheduler _scheduler;
    private readonly CompletionNotifier _notifier = new();
    private readonly ILogger _logger;
    private readonly IIndexedStore? _indexed;
    private readonly Lock _transitions = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly TaskCompletionSource _stopped = NewCompletion();
    private TaskCompletionSource? _started;
    private TaskCompletionSource? _disposed;
    private volatile EngineState _state = EngineState.Created;
    private bool _isStopRequested;

    /// <summary>Creates an engine that owns a store. Start it before use.</summary>
    /// <param name="store">The store of images and operations. The engine disposes it.</param>
    /// <param name="options">The settings; null for the defaults. Do not change them afterwards.</param>
    /// <param name="timeProvider">The source of time and timers; null for the system's.</param>
    /// <param name="loggerFactory">Creates the engine's logger; null for no logging.</param>
    /// <exception cref="OptionsValidationException">Settings are out of range. The message names all of them.</exception>
    public ImageEngine(
        IImageStore store, WesogOptions? options = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
        : this(store, options ?? new(), new(timeProvider ?? TimeProvider.System), EngineThreads.Pool, loggerFactory)
    {
    }

    internal ImageEngine(
        IImageStore store, WesogOptions options, EngineClock clock, EngineThreads threads, ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        WesogOptionsValidator.ThrowIfInvalid(options);
        _logger = new GuardedLogger((loggerFactory ?? NullLoggerFactory.Instance).CreateLogger(EngineTelemetry.Name));
        Telemetry = new(store.Name, isShared: store is IStoreChangeFeed, _logger);
        _availability = new(store.Name, clock.Provider, _logger);
        _store = new(store, _availability);
        _indexed = store as IIndexedStore;
        _check = new(_store, _availability, clock.Provider);
        var planner = new BatchPlanner(new(options.Limits.MaxErrors, options.Limits.MaxBatchItems, options.Images.MaxListEntries), () => clock.Now);
        _scheduler = new(_store, store as IStoreChangeFeed, options.Limits, planner, clock, threads, _notifier, _check, Telemetry, _logger);
        var submitter = new OperationSubmitter(_store, options.Limits, planner, new(_store, planner, options.Limits.MaxBatchItems), clock, _scheduler.InlineExecutor, _scheduler.Enqueuer, Telemetry);
        var limiter = new ReadLimiter(options.Limits.MaxConcurrentReads);
        Operations = new OperationService(
            _store, limiter, submitter, new OperationCanceler(_store, limiter, _notifier, clock, Telemetry), new BatchEncoder(options), _notifier, clock, threads, Telemetry, () => _state);
        Images = new ImageCatalog(_store, limiter, options.Limits, clock.Provider, Telemetry);
        BatchReader = new CountedBatchReader(new ImageBatchReader(options), Telemetry);
    }

    /// <summary>Submits, validates, awaits, reads, lists and cancels operations.</summary>
    public IImageOperationService Operations { get; }

    /// <summary>Reads images.</summary>
    public IImageCatalog Images { get; }

    /// <summary>Reads batches from JSON.</summary>
    public IImageBatchReader BatchReader { get; }

    internal EngineTelemetry Telemetry { get; }

    /// <summary>The store's name, such as <c>memory</c>.</summary>
    public string StoreName => _store.Name;

    /// <summary>How much of the images is in the index of the store, as <see cref="IIndexedStore.IndexedPercent"/>; 100 if it keeps none.</summary>
    public int IndexedPercent => _indexed?.IndexedPercent ?? 100;

    /// <summary>Creates and starts an engine, with an in-memory store by default.</summary>
    /// <inheritdoc cref="ImageEngine(IImageStore, WesogOptions?, TimeProvider?, ILoggerFactory?)"/>
    /// <param name="store">The store of images and operations; null for an in-memory store.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <param name="timeProvider">The source of time and timers; null for the system's.</param>
    /// <param name="loggerFactory">Creates the engine's logger; null for no logging.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<ImageEngine> StartNewAsync(
        IImageStore? store = null,
        WesogOptions? options = null,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null,
        CancellationToken cancellationToken = default)
    {
        store ??= new InMemoryImageStore(timeProvider ?? TimeProvider.System);
        var engine = new ImageEngine(store, options, timeProvider, loggerFactory);
        try
        {
            await engine.StartAsync(cancellationToken).ConfigureAwait(false);
            return engine;
        }
        catch
        {
            await engine.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Opens the store, resumes its waiting operations, and accepts new ones. Call it once. If it fails, dispose the engine and create
    /// another.
    /// </summary>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="InvalidOperationException">The engine was started or stopped before.</exception>
    /// <exception cref="OperationCanceledException">The start was cancelled, or <see cref="StopAsync"/> or <see cref="DisposeAsync"/> was called during it.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var started = NewCompletion();
        lock (_transitions)
        {
            if (_state != EngineState.Created)
            {
                throw new InvalidOperationException("An engine starts once, and not after a stop; create another.");
            }

            (_state, _started) = (EngineState.Starting, started);
        }

        try
        {
            using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
            await _store.OpenAsync(starting.Token).ConfigureAwait(false);
            var backlogs = await _scheduler.StartAsync(starting.Token).ConfigureAwait(false);
            if (!TryEndStart(EngineState.Running))
            {
                throw new OperationCanceledException("The engine was stopped before its start was complete.");
            }

            _logger.Started(_store.Name, backlogs.Count);
        }
        catch
        {
            TryEndStart(EngineState.Stopped);
            throw;
        }
        finally
        {
            started.SetResult();
        }
    }

    /// <summary>Returns whether the engine runs, and its store can be read and written now and is not known to be damaged. See <see cref="CheckReadinessAsync"/> for the reasons.</summary>
    /// <param name="cancellationToken">Gives up the check.</param>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken = default) =>
        (await CheckReadinessAsync(cancellationToken).ConfigureAwait(false)).IsReady;

    /// <summary>
    /// Checks whether the engine runs, and whether its store can be read and written now. Returns within about two seconds; a store
    /// that has not answered a read by then counts as unreachable. If nothing was written recently, the check writes a few bytes, at
    /// most once in five seconds. A store that is busy with long commits is ready.
    /// </summary>
    /// <param name="cancellationToken">Gives up the check.</param>
    public async Task<EngineReadiness> CheckReadinessAsync(CancellationToken cancellationToken = default)
    {
        if (_state != EngineState.Running)
        {
            return new(IsRunning: false, null, null);
        }

        var (reading, writing) = await _check.RunAsync(cancellationToken).ConfigureAwait(false);
        return new(IsRunning: true, reading, writing) { IsDamaged = _availability.Damage.IsFound };
    }

    /// <summary>
    /// Stops the engine: rejects new operations, completes the running work items and wakes all waiters. Operations that have not
    /// started stay in the store until the next start. Reads work until the engine is disposed. A start that is in progress is cancelled.
    /// Every call returns when the engine has stopped.
    /// </summary>
    /// <param name="cancellationToken">Cancels the running transactions, which then write nothing, and the wait for a start.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        EngineState before;
        bool isRepeated;
        lock (_transitions)
        {
            (before, _state) = (_state, EngineState.Stopped);
            (isRepeated, _isStopRequested) = (_isStopRequested, true);
        }

        await using var abort = cancellationToken
            .UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _abort).ConfigureAwait(false);
        if (isRepeated)
        {
            await _stopped.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            await StopFromAsync(before).ConfigureAwait(false);
        }
        finally
        {
            _stopped.SetResult();
        }
    }

    /// <summary>Stops the engine and disposes its store. Every call returns when both are done; an exception of either reaches the first caller.</summary>
    public async ValueTask DisposeAsync()
    {
        var disposed = NewCompletion();
        if (Interlocked.CompareExchange(ref _disposed, disposed, null) is { } earlier)
        {
            await earlier.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            await StopAsync().ConfigureAwait(false);
            await (_started?.Task ?? Task.CompletedTask).ConfigureAwait(false);
            await _scheduler.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            try
            {
                await _store.DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                Telemetry.Dispose();
                disposed.SetResult();
            }
        }
    }

    private static TaskCompletionSource NewCompletion() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool TryEndStart(EngineState state)
    {
        lock (_transitions)
        {
            var isStarting = _state == EngineState.Starting;
            _state = isStarting ? state : _state;
            return isStarting;
        }
    }

    private async Task StopFromAsync(EngineState before)
    {
        // The engine was not started, or its start has failed.
        if (before is EngineState.Created or EngineState.Stopped)
        {
            return;
        }

        if (before == EngineState.Starting)
        {
            await _stopping.CancelAsync().ConfigureAwait(false);

            // If the store does not answer in time, the start ends later, with workers that stop at once.
            await _started!.Task.WaitAsync(_abort.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _scheduler.StopAsync(_abort.Token).ConfigureAwait(false);
        _notifier.Close();
        _availability.EndIfSettled(isStopping: true);
        _logger.Stopped();
    }
}
