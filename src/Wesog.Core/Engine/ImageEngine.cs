using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Wesog.Availability;
using Wesog.Catalog;
using Wesog.Operations;
using Wesog.Queueing;
using Wesog.Serialization;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Telemetry;

namespace Wesog.Engine;

/// <summary>The engine: a store, the workers that carry out its operations, and the services over both.</summary>
/// <remarks><c>docs/specification.md</c>, section "In process". A host gets it from <c>AddWesogImages</c>; without a host: create, use, dispose.</remarks>
public sealed class ImageEngine : IAsyncDisposable
{
    private readonly MonitoredStore _store;
    private readonly StoreAvailability _availability;
    private readonly AvailabilityCheck _check;
    private readonly Scheduler _scheduler;
    private readonly CompletionNotifier _hub = new();
    private readonly ILogger _logger;
    private volatile EngineState _state = EngineState.Created;
    private bool _disposed;

    /// <summary>An engine over a store, which it owns from now on. It must be started before use.</summary>
    /// <param name="store">Where it keeps images and operations.</param>
    /// <param name="options">The settings; null for the defaults. Not to be changed afterwards.</param>
    /// <param name="timeProvider">Every clock and timer of the engine; null for the system's.</param>
    /// <param name="loggerFactory">Where it logs; null for nowhere.</param>
    /// <exception cref="OptionsValidationException">Settings are out of bounds; all of them are named.</exception>
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
        Telemetry = new(isShared: store is IStoreChangeFeed);
        _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger(EngineTelemetry.Name);
        _availability = new(store.Name, clock.Provider, _logger);
        _store = new(store, _availability);
        _check = new(_store, _availability, clock.Provider);
        _scheduler = new(_store, store as IStoreChangeFeed, options.Limits, clock, threads, _hub, _check, Telemetry, _logger);
        var desk = new OperationSubmitter(_store, options.Limits, clock, _scheduler, Telemetry);
        var operations = new OperationService(
            _store, desk, new BatchEncoder(options), _hub, clock, threads, Telemetry, () => _state);
        Operations = new CountedOperations(operations, Telemetry);
        Images = new CountedCatalog(new ImageCatalog(_store), Telemetry);
        BatchReader = new CountedBatchReader(new ImageBatchReader(options), Telemetry);
    }

    /// <summary>Submits, waits, lists, cancels.</summary>
    public IImageOperationService Operations { get; }

    /// <summary>Reads images.</summary>
    public IImageCatalog Images { get; }

    /// <summary>Reads batches from JSON.</summary>
    public IImageBatchReader BatchReader { get; }

    internal EngineTelemetry Telemetry { get; }

    /// <summary>The store's name, such as <c>memory</c>.</summary>
    public string StoreName => _store.Name;

    /// <summary>A started engine, in memory unless another store is given.</summary>
    /// <inheritdoc cref="ImageEngine(IImageStore, WesogOptions?, TimeProvider?, ILoggerFactory?)"/>
    /// <param name="store">Where it keeps images and operations; null for in memory.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <param name="timeProvider">Every clock and timer of the engine; null for the system's.</param>
    /// <param name="loggerFactory">Where it logs; null for nowhere.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
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

    /// <summary>Opens the store, resumes the operations that wait in it, and accepts new ones. Once.</summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_state != EngineState.Created)
        {
            throw new InvalidOperationException("An engine starts once; create another.");
        }

        await _store.OpenAsync(cancellationToken).ConfigureAwait(false);
        var backlogs = await _scheduler.StartAsync(cancellationToken).ConfigureAwait(false);
        _state = EngineState.Running;
        _logger.Started(_store.Name, backlogs.Count);
    }

    /// <summary>Whether the engine runs and its store can be read and written now. As <see cref="CheckReadinessAsync"/>, in a word.</summary>
    /// <param name="cancellationToken">Gives up the check.</param>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken = default) =>
        (await CheckReadinessAsync(cancellationToken).ConfigureAwait(false)).IsReady;

    /// <summary>
    /// Whether the engine runs, and whether its store can be read and written now. It answers within about two seconds: a store that
    /// gives no answer to a read by then counts as unreachable. It may write a few bytes, at most once in five seconds, if nothing else
    /// was written lately. A store that is busy with long commits is ready.
    /// </summary>
    /// <param name="cancellationToken">Gives up the check.</param>
    public async Task<EngineReadiness> CheckReadinessAsync(CancellationToken cancellationToken = default)
    {
        if (_state != EngineState.Running)
        {
            return new(IsRunning: false, null, null);
        }

        var (reading, writing) = await _check.RunAsync(cancellationToken).ConfigureAwait(false);
        return new(IsRunning: true, reading, writing);
    }

    /// <summary>
    /// Accepts nothing more, lets turns under way end, leaves what has not begun for the next start, and wakes all who
    /// wait. Reads go on until the engine is disposed.
    /// </summary>
    /// <param name="cancellationToken">Gives up the transactions under way; nothing of them is written.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        var before = _state;
        _state = EngineState.Stopped;
        if (before != EngineState.Running)
        {
            return;
        }

        await _scheduler.StopAsync(cancellationToken).ConfigureAwait(false);
        _hub.Close();
        _availability.EndIfSettled(isStopping: true);
        _logger.Stopped();
    }

    /// <summary>Stops the engine and disposes its store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await StopAsync().ConfigureAwait(false);
        await _scheduler.DisposeAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
        Telemetry.Dispose();
    }
}
