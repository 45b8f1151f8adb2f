using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Catalog;
using Wesog.Images;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Execution;
using Wesog.MongoDB.Enqueueing;
using Wesog.MongoDB.ChangeFeed;
using Wesog.MongoDB.Initialization;
using Wesog.MongoDB.Telemetry;
using Wesog.MongoDB.Maintenance;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB;

/// <summary>
/// Stores images and operations in a MongoDB database, on a replica set or a sharded cluster. Several hosts can share one
/// queue. Acknowledged writes are on a majority of the members.
/// </summary>
/// <remarks>
/// Readers see only committed transactions. The server's clock measures leases. A cancelled call may still take effect if
/// its commit had started. See <c>docs/mongodb.md</c> for setup, documents and limits.
/// </remarks>
public sealed class MongoImageStore : IImageStore, IStoreChangeFeed
{
    internal const string StoreName = "mongodb";

    private readonly string _connectionString;
    private readonly MongoStoreOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly LeaseClock _leaseClock;
    private readonly ILogger _logger;
    private MongoSession? _opened;
    private OperationCapacity _capacity = OperationCapacity.Default;

    /// <summary>Creates a store for the database that the options name.</summary>
    /// <param name="connectionString">The connection string: <c>mongodb://…</c> or <c>mongodb+srv://…</c>.</param>
    /// <param name="timeProvider">The clock for delays and timeouts. The server's clock measures leases.</param>
    /// <param name="options">The settings, or null for the defaults.</param>
    /// <param name="loggerFactory">The logger factory, or null for no logging.</param>
    public MongoImageStore(
        string connectionString, TimeProvider timeProvider, MongoStoreOptions? options = null, ILoggerFactory? loggerFactory = null)
        : this(connectionString, timeProvider, options ?? new(), new LeaseClock(null), loggerFactory)
    {
    }

    /// <summary>Creates a store with a test clock for leases.</summary>
    internal MongoImageStore(
        string connectionString, TimeProvider timeProvider, MongoStoreOptions options, LeaseClock leaseClock, ILoggerFactory? loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Database);
        _connectionString = connectionString;
        _options = options;
        _timeProvider = timeProvider;
        _leaseClock = leaseClock;
        _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger(MongoLog.Category);
    }

    /// <inheritdoc/>
    public string Name => StoreName;

    /// <summary>Changes the driver settings, for tests that observe the driver.</summary>
    internal Action<MongoClientSettings>? Configure { get; init; }

    /// <summary>How long a host counts as alive without a renewal. Equal to the engine's lease duration.</summary>
    internal TimeSpan HostLifetime { get; init; } = TimeSpan.FromSeconds(30);

    internal MongoSession Session => _opened ?? throw new InvalidOperationException("The store must be opened first.");

    /// <inheritdoc/>
    /// <exception cref="StoreInitializationException">
    /// The connection string is invalid, the server is standalone or older than 4.4, the user lacks required rights, or the
    /// database belongs to a newer version.
    /// </exception>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync().ConfigureAwait(false);
        var settings = ConnectionSettings.Read(_connectionString);
        Configure?.Invoke(settings);
        var session = _opened = new MongoSession(settings, _options.Database, HostLifetime, _timeProvider, _leaseClock, _logger);
        _capacity = await Failures.GuardAsync(() => StoreOpening.OpenAsync(session, cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask PingAsync(CancellationToken cancellationToken) => await Failures
        .GuardAsync(() => Session.Database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: cancellationToken))
        .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask ProbeWriteAsync(int bytes, CancellationToken cancellationToken) => await Failures
        .GuardAsync(() => WriteProbe.RunAsync(Session.Database, bytes, cancellationToken)).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => ids.Count switch
        {
            0 => [],
            1 => await Failures.GuardAsync(() => Session.Images.FindOneAsync(tenant, ids.First(), cancellationToken)).ConfigureAwait(false),
            _ => await ReadAsync((session, token) => Session.Images.FindAsync(session, tenant, ids, token), cancellationToken).ConfigureAwait(false),
        };

    /// <inheritdoc/>
    public ValueTask<ImagePage> ListImagesAsync(string tenant, long offset, int limit, CancellationToken cancellationToken) => ReadAsync(
        async (session, token) =>
        {
            var turn = await Session.Turns.FindAsync(session, tenant, token).ConfigureAwait(false);
            return new ImagePage(
                await Session.Images.ListAsync(session, tenant, offset, limit, token).ConfigureAwait(false), turn?.Images ?? 0);
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken) =>
        Failures.GuardAsync(() => Session.Operations.FindAsync(null, tenant, operationId, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken) =>
        ReadAsync((session, token) => Session.Operations.ListAsync(session, tenant, query, token), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="BatchTooLargeException">The operation would exceed the server's transaction lifetime.</exception>
    public ValueTask<EnqueueResult> EnqueueAsync(
        NewOperation draft, QueueLimits bounds, CancellationToken cancellationToken)
    {
        _capacity.Require(draft);
        return Failures.GuardAsync(() => Session.Intake.AcceptAsync(draft, bounds, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Operation>?> TryAcceptAndRunAsync(
        IReadOnlyList<NewOperation> drafts,
        QueueLimits bounds,
        LeaseOptions terms,
        IReadOnlyCollection<string> imageIds,
        CommitDecision plan,
        CancellationToken cancellationToken)
    {
        return drafts.All(draft => _capacity.Holds(draft) && PendingEnqueue.Fits(draft, bounds))
            && !Session.Intake.IsBusy(drafts[0].Operation.Tenant)
            ? await Failures
                .GuardAsync(() => new DirectTransaction(Session, drafts).TryRunAsync(imageIds, plan, cancellationToken)).ConfigureAwait(false)
            : null;
    }

    /// <inheritdoc/>
    public ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken) =>
        Failures.GuardAsync(() => Session.Transactions.RunAsync(
            (session, token) => Cancellation.TryAsync(Session, session, tenant, operationId, now, token), cancellationToken));

    /// <inheritdoc/>
    public ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions terms, CommitLimits bounds, DateTimeOffset now, CancellationToken cancellationToken) =>
        Failures.GuardAsync(() => new TurnClaim(Session).TakeAsync(tenant, terms, bounds, now, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask TransactAsync(
        Lease lease, IReadOnlyCollection<string> imageIds, CommitDecision plan, CancellationToken cancellationToken) => await Failures
        .GuardAsync(() => new TurnTransaction(Session, lease).CommitAsync(imageIds, plan, cancellationToken)).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<int> RecordFailureAsync(Lease lease, long operationId, CancellationToken cancellationToken) =>
        Failures.GuardAsync(() => new TurnTransaction(Session, lease).RecordFailureAsync(operationId, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken) =>
        await Failures.GuardAsync(() => Session.Leases.RenewAsync(lease, cancellationToken)).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken) =>
        Failures.GuardAsync(() => new TurnTransaction(Session, lease).ReleaseAsync(cancellationToken));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken) =>
        ReadAsync(Session.Backlogs.ListAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken) =>
        Failures.GuardAsync(() => new Retention(Session).RemoveAsync(policy, cancellationToken));

    /// <inheritdoc/>
    public IAsyncEnumerable<StoreChange> WatchAsync(CancellationToken cancellationToken) =>
        new StoreWatch(Session).WatchAsync(cancellationToken);

    /// <summary>
    /// Ends the host's open server sessions and closes the connections. Later calls throw <see
    /// cref="ObjectDisposedException"/>.
    /// </summary>
    public ValueTask DisposeAsync() => _opened?.DisposeAsync() ?? ValueTask.CompletedTask;

    private ValueTask<T> ReadAsync<T>(
        Func<IClientSessionHandle, CancellationToken, Task<T>> body, CancellationToken cancellationToken) =>
        Failures.GuardAsync(() => Session.Transactions.ReadAsync(body, cancellationToken));
}
