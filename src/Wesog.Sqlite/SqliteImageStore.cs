using Wesog.Catalog;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Sqlite.Codec;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Sqlite.Writing;
using Wesog.Storage;

namespace Wesog.Sqlite;

/// <summary>
/// Stores images and operations in one SQLite database file. Acknowledged writes survive process and power failures.
/// Readers see only committed transactions, and never wait for a writer.
/// </summary>
/// <remarks>
/// Only one store in one process can use a file at a time; others are rejected. Beside the database are its write-ahead
/// log (<c>-wal</c>, <c>-shm</c>) and, while it is open, <c>.lock</c> and <c>.owner</c>. No call runs SQLite on the
/// caller's thread. Cancellation before a write starts writes nothing; a started write completes. The size of an
/// operation is its items' JSON and ids in UTF-8, plus a few bytes per item. See <c>docs/operations.md</c> for backup,
/// relocation and initialization errors.
/// </remarks>
/// <param name="path">The database file. Created at the first start. Its directory must exist.</param>
/// <param name="timeProvider">The clock that measures lease expiry.</param>
public sealed class SqliteImageStore(string path, TimeProvider timeProvider) : IImageStore
{
    internal const string StoreName = "sqlite";

    // A probe of this size does not need a page of its own.
    private const int FewBytes = 256;

    private readonly SqliteSession _session = new(System.IO.Path.GetFullPath(path), timeProvider);

    /// <inheritdoc/>
    public string Name => StoreName;

    internal SqliteSession Session => _session;

    /// <inheritdoc/>
    /// <exception cref="StoreInitializationException">
    /// The file is in use, damaged, read-only, not a database, or belongs to another application or a newer version; or
    /// the path cannot hold a database.
    /// </exception>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _session.OpenAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask PingAsync(CancellationToken cancellationToken) =>
        await _session.Readers.ReadAsync(connection => connection.Number("PRAGMA schema_version"), cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask ProbeWriteAsync(int bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isLarge = bytes > FewBytes;
        await _session.Writer.RunAsync(new ProbeCommand(bytes, keeps: isLarge), cancellationToken).ConfigureAwait(false);
        if (isLarge)
        {
            await _session.Writer.RunAsync(new ProbeCommand(0, keeps: false), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_session.Queues.Find(tenant) is not { } queue || ids.Count == 0)
        {
            return [];
        }

        var found = await _session.Readers
            .ReadAsync(connection => ImageRows.Find(connection, queue.Row, ids), cancellationToken).ConfigureAwait(false);
        return [.. found.Select(image => image.Image)];
    }

    /// <inheritdoc/>
    public async ValueTask<ImagePage> ListImagesAsync(
        string tenant, long offset, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _session.Queues.Find(tenant) is { } queue
            ? await _session.Readers.ReadAsync(
                connection => new ImagePage(
                    ImageRows.List(connection, queue.Row, offset, limit), TenantRows.CountImages(connection, queue.Row)),
                cancellationToken).ConfigureAwait(false)
            : new([], 0);
    }

    /// <inheritdoc/>
    public async ValueTask<Operation?> GetOperationAsync(
        string tenant, long operationId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_session.Queues.Find(tenant) is not { } queue)
        {
            return null;
        }

        var running = queue.Running;
        var operation = await _session.Readers
            .ReadAsync(connection => OperationRows.Find(connection, queue.Row, tenant, operationId), cancellationToken)
            .ConfigureAwait(false);
        return operation is null ? null : new QueueView(running, queue.Newest).Project(operation);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_session.Queues.Find(tenant) is not { } queue)
        {
            return [];
        }

        while (true)
        {
            // Read before the snapshot. If the claims change meanwhile, they do not match the rows.
            var running = queue.Running;
            var matches = await _session.Readers.ReadAsync(
                connection =>
                {
                    var view = new QueueView(running, queue.Newest);
                    return ReferenceEquals(running, queue.Running) ? OperationRows.List(connection, queue.Row, tenant, query, view) : null;
                },
                cancellationToken).ConfigureAwait(false);
            if (matches is not null)
            {
                return matches;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<EnqueueResult> EnqueueAsync(
        NewOperation draft, QueueLimits bounds, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var command = new EnqueueCommand(draft, PackedWork.Of(draft.Payload), bounds, _session.Queues, _session.Cache);
        return await _session.Writer.RunAsync(command, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _session.Queues.Find(tenant) is { } queue
            ? await _session.Writer
                .RunAsync(new CancelCommand(tenant, operationId, now, queue, _session.Cache), cancellationToken).ConfigureAwait(false)
            : CancelResult.NotFound;
    }

    /// <inheritdoc/>
    public async ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions terms, CommitLimits bounds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _session.Queues.Find(tenant) is { } queue
            ? await TurnClaim.TakeAsync(_session, queue, new(tenant, terms, _session.NextFencingToken()), bounds, now, cancellationToken)
                .ConfigureAwait(false)
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask TransactAsync(
        Lease lease, IReadOnlyCollection<string> imageIds, CommitDecision plan, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await new TurnTransaction(_session, Under(lease), lease).RunAsync(imageIds, plan, cancellationToken).ConfigureAwait(false);
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
        cancellationToken.ThrowIfCancellationRequested();
        return _session.Queues.Find(drafts[0].Operation.Tenant) is { } queue
            ? await new DirectTransaction(_session, drafts, bounds)
                .TryRunAsync(queue, terms, imageIds, plan, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask<int> RecordFailureAsync(Lease lease, long operationId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await _session.Writer
            .RunAsync(new RecordFailureCommand(Under(lease), lease, operationId), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Under(lease).Renew(lease);
        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_session.Queues.Find(lease.Tenant) is not { } queue)
        {
            return false;
        }

        await queue.Transacting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return queue.Release(lease);
        }
        finally
        {
            queue.Transacting.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await ValueTask.CompletedTask.ConfigureAwait(false);
        return
        [
            .. _session.Queues.All
                .Select(queue => new TenantBacklog(queue.Key, queue.Value.CountBacklog()))
                .Where(backlog => backlog.Operations > 0),
        ];
    }

    /// <inheritdoc/>
    public async ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var expired = await _session.Readers
            .ReadAsync(connection => OperationRows.Expired(connection, policy), cancellationToken).ConfigureAwait(false);
        return expired.Count == 0
            ? 0
            : await _session.Writer.RunAsync(new RemoveCommand(expired), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Completes started writes, checkpoints the log into the database, closes it and releases the lock. Later calls
    /// throw <see cref="ObjectDisposedException"/>.
    /// </summary>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private TenantQueue Under(Lease lease) => _session.Queues.Find(lease.Tenant) ?? throw new LeaseLostException(lease);
}
