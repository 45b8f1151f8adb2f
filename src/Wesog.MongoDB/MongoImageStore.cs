using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Images;
using Wesog.MongoDB.ChangeFeed;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.MongoDB.Execution;
using Wesog.MongoDB.Initialization;
using Wesog.MongoDB.Maintenance;
using Wesog.MongoDB.Queueing;
using Wesog.MongoDB.Telemetry;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.MongoDB;

/// <summary>
/// Stores images and operations in a MongoDB database, on a replica set or a sharded cluster. Several hosts can share one queue.
/// Acknowledged writes are on a majority of the members.
/// </summary>
/// <remarks>
/// Readers see only committed transactions. The server's clock measures leases. A cancelled call may still take effect if its commit had
/// started. See <c>docs/mongodb.md</c> for setup, documents and limits.
/// </remarks>
public sealed class MongoImageStore : IImageStore, IStoreChangeFeed, IIndexedStore
{
    internal const string StoreName = "mongodb";

    private readonly string _connectionString;
    private readonly MongoStoreOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ImageIndex _terms;
    private MongoSession? _opened;
    private OperationCapacity _capacity = OperationCapacity.Default;

    /// <summary>Creates a store for the database that the options name.</summary>
    /// <param name="connectionString">The connection string: <c>mongodb://…</c> or <c>mongodb+srv://…</c>.</param>
    /// <param name="timeProvider">The clock for delays and timeouts. The server's clock measures leases.</param>
    /// <param name="options">The settings, or null for the defaults.</param>
    /// <param name="query">Which indexes of images this host keeps; null for the default. All hosts of a database should have the same.</param>
    /// <param name="loggerFactory">The logger factory, or null for no logging.</param>
    /// <exception cref="ArgumentException">A name in <see cref="QueryOptions.IndexedMembers"/> cannot be indexed.</exception>
    public MongoImageStore(
        string connectionString, TimeProvider timeProvider, MongoStoreOptions? options = null, QueryOptions? query = null, ILoggerFactory? loggerFactory = null)
    {
        _options = options ?? new();
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        ArgumentException.ThrowIfNullOrWhiteSpace(_options.Database);
        (_connectionString, _timeProvider, _terms) = (connectionString, timeProvider, new(query));
        Logger = new GuardedLogger((loggerFactory ?? NullLoggerFactory.Instance).CreateLogger(MongoLog.Category));
    }

    /// <inheritdoc/>
    public string Name => StoreName;

    /// <inheritdoc/>
    public int IndexedPercent => _opened?.Index.Progress.Percent ?? 100;

    /// <summary>Changes the driver settings, for tests that observe the driver.</summary>
    internal Action<MongoClientSettings>? Configure { get; init; }

    /// <summary>How long a host counts as alive without a renewal. Equal to the engine's lease duration.</summary>
    internal TimeSpan HostLifetime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Replaces the server's clock for leases, in tests.</summary>
    internal TimeProvider? LeaseTestClock { get; init; }

    internal ILogger Logger { get; }

    internal MongoSession Session => _opened ?? throw new InvalidOperationException("The store must be opened first.");

    /// <inheritdoc/>
    /// <exception cref="StoreInitializationException">
    /// The connection string is invalid, the server is standalone or older than 4.4, the user lacks required rights, or the database
    /// belongs to a newer version.
    /// </exception>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync().ConfigureAwait(false);
        var settings = ConnectionSettings.Read(_connectionString);
        Configure?.Invoke(settings);
        var session = _opened = new MongoSession(settings, _options.Database, HostLifetime, _timeProvider, LeaseTestClock, _terms, Logger);
        _capacity = await Failures.GuardAsync(() => StoreInitializer.RunAsync(session, cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        ids.Count <= 1 // A single document needs no snapshot.
            ? Failures.GuardAsync(() => Session.Images.FindAsync(null, tenant, ids, cancellationToken))
            : ReadAsync((session, token) => Session.Images.FindAsync(session, tenant, ids, token), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
    {
        var hasResumed = false;
        await ReadAsync(
            async (session, token) =>
            {
                if (hasResumed)
                {
                    // The transaction is repeated after a failure, but part of the result is with the caller already.
                    throw new StoreUnavailableException(StoreName, StoreUnavailableReason.Unreachable);
                }

                scan.Begin(await Session.Counters.CountImagesAsync(session, tenant, token).ConfigureAwait(false));
                await Session.Scans.RunAsync(session, tenant, scan, Resume, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

        ValueTask Resume(CancellationToken token)
        {
            hasResumed |= scan.WaitsForReader;
            return scan.ResumeAsync(token);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken) =>
        Failures.GuardAsync(() => Session.Operations.FindAsync(null, tenant, operationId, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(string tenant, OperationQuery query, CancellationToken cancellationToken) =>
        ReadAsync((session, token) => Session.Operations.ListAsync(session, tenant, query, token), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="BatchTooLargeException">The transaction of an operation would exceed the server's transaction lifetime.</exception>
    public ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operations);
        _capacity.Require(operations);
        return Failures.GuardAsync(() => new EnqueueTransaction(Session, operations, limits).RunAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<CancelResult> CancelAsync(string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken) =>
        Failures.GuardAsync(() => Session.Transactions.RunAsync(
            (session, token) => CancelTransaction.RunAsync(Session, session, tenant, operationId, now, token), cancellationToken));

    /// <inheritdoc/>
    public ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken) =>
        Failures.GuardAsync(() => Session.WorkItems.ClaimAsync(tenant, leaseOptions, limits, now, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken) =>
        request is CommitRequest.Inline inline && (!inline.IsWithinLimits() || _capacity.FindTooLarge(inline.Operations) is not null)
            ? new(new CommitResult.Refused())
            : new CommitTransaction(Session, request).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken) =>
        Failures.GuardAsync(() => Session.Leases.RenewAsync(lease, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken) =>
        Failures.GuardAsync(() => Session.WorkItems.ReleaseAsync(lease, failedOperation, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken) =>
        ReadAsync(Session.WorkItems.ListBacklogsAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken) =>
        Failures.GuardAsync(() => new Retention(Session).RemoveAsync(policy, cancellationToken));

    /// <inheritdoc/>
    public ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken) => Failures.GuardAsync(() => writtenBytes == 0
        ? Session.Database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: cancellationToken)
        : Upserts.RunAsync(
            Session.Database.GetCollection<BsonDocument>(CollectionNames.About),
            "probe",
            new("$set", new BsonDocument("content", RandomNumberGenerator.GetBytes(writtenBytes))),
            cancellationToken));

    /// <inheritdoc/>
    public IAsyncEnumerable<StoreChange> WatchAsync(CancellationToken cancellationToken) =>
        new MongoChangeFeed(Session).WatchAsync(cancellationToken);

    /// <summary>
    /// Ends the host's open server sessions and closes the connections. Later calls throw <see cref="ObjectDisposedException"/>.
    /// </summary>
    public ValueTask DisposeAsync() => _opened?.DisposeAsync() ?? ValueTask.CompletedTask;

    private ValueTask<T> ReadAsync<T>(Func<IClientSessionHandle, CancellationToken, Task<T>> body, CancellationToken cancellationToken) =>
        Failures.GuardAsync(() => Session.Transactions.ReadAsync(body, cancellationToken));
}
