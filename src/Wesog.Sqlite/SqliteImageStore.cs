using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Queueing;
using Wesog.Sqlite.Telemetry;
using Wesog.Sqlite.Writing;
using Wesog.Storage;

namespace Wesog.Sqlite;

/// <summary>
/// Stores images and operations in one SQLite database file. Acknowledged writes survive process and power failures.
/// Readers see only committed transactions, and never wait for a writer.
/// </summary>
/// <remarks>
/// Only one store in one process can use a file at a time; others are rejected: on Linux by whatever name they open it, on macOS by the same name or by
/// a symbolic link only. If another engine opens the file nevertheless, or if it is removed or replaced while the store is open, which macOS does not tell,
/// all later calls fail with <see cref="StoreUnavailableReason.OwnershipLost"/> until a restart. Beside the database are its write-ahead log (<c>-wal</c>, <c>-shm</c>) and, while it is open, <c>.lock</c> and <c>.owner</c>. The store creates all
/// files for its own user only (mode 0600 on Unix), and leaves the mode of an existing file. A read of one image or one operation may run on
/// the caller's thread if that is a thread-pool thread; no other call does. Tenants share the readers fairly. Cancellation before a write starts writes nothing; a started write completes. The size of an
/// operation is its items' JSON and ids in UTF-8, plus a few bytes per item. See <c>docs/operations.md</c> for backup,
/// relocation and initialization errors.
/// </remarks>
/// <param name="path">The database file. Created at the first start. Its directory must exist.</param>
/// <param name="timeProvider">The clock that measures lease expiry.</param>
/// <param name="query">Which indexes the file has; null for the default.</param>
/// <param name="loggerFactory">The log; null for none.</param>
/// <exception cref="ArgumentException">A name in <see cref="QueryOptions.IndexedMembers"/> cannot be indexed.</exception>
public sealed class SqliteImageStore(string path, TimeProvider timeProvider, QueryOptions? query = null, ILoggerFactory? loggerFactory = null)
    : IImageStore, IIndexedStore
{
    internal const string StoreName = "sqlite";

    // A probe of this size does not need a page of its own.
    private const int FewBytes = 256;

    private readonly SqliteSession _session = new(
        System.IO.Path.GetFullPath(path), timeProvider, new(query), loggerFactory?.CreateLogger(SqliteLog.Category) ?? NullLogger.Instance);

    /// <inheritdoc/>
    public string Name => StoreName;

    /// <inheritdoc/>
    public int IndexedPercent => _session.Index.Percent;

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
    public async ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (writtenBytes == 0)
        {
            await _session.EngineReaders.ReadAsync(
                _session.Probes,
                connection =>
                {
                    _session.Database.Ownership?.Verify();
                    return connection.Number("PRAGMA schema_version");
                },
                cancellationToken).ConfigureAwait(false);
            if (_session.Damage is { } damage)
            {
                throw Failures.Damage(damage.Location, damage);
            }

            return;
        }

        await _session.Writer
            .RunAsync(connection => PayloadRows.WriteProbe(connection, writtenBytes, keep: writtenBytes > FewBytes), weight: 1, cancellationToken)
            .ConfigureAwait(false);
        if (writtenBytes > FewBytes)
        {
            await _session.Writer.RunAsync(PayloadRows.DeleteProbe, weight: 1, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_session.Tenants.Find(tenant) is not { } known)
        {
            return [];
        }

        if (ids.Count == 1)
        {
            var one = await _session.Readers
                .ReadOneAsync(known.Reads, connection => ImageRows.FindOne(connection, known.Row, tenant, ids.First()), cancellationToken).ConfigureAwait(false);
            return one is null ? [] : [one];
        }

        var found = await _session.Readers
            .ReadAsync(known.Reads, connection => ImageRows.Find(connection, known.Row, tenant, ids), cancellationToken).ConfigureAwait(false);
        return [.. found.Select(image => image.Image)];
    }

    /// <inheritdoc/>
    public async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_session.Tenants.Find(tenant) is { } known)
        {
            await _session.Scans.RunAsync(known, scan, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await scan.RunAsync(0, [], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Operation?> GetOperationAsync(
        string tenant, long operationId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_session.Tenants.Find(tenant) is not { Queue: var queue } known)
        {
            return null;
        }

        var running = queue.Running;
        var stored = await _session.Readers
            .ReadOneAsync(known.Reads, connection => OperationRows.FindOne(connection, known.Row, tenant, operationId), cancellationToken)
            .ConfigureAwait(false);
        return stored is null ? null : new QueueView(running, queue.Newest).Project(stored);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_session.Tenants.Find(tenant) is not { Queue: var queue } known)
        {
            return [];
        }

        while (true)
        {
            // Read before the snapshot. If the claims change meanwhile, they do not match the rows.
            var running = queue.Running;
            var matches = await _session.Readers.ReadAsync(
                known.Reads,
                connection =>
                {
                    var view = new QueueView(running, queue.Newest);
                    return ReferenceEquals(running, queue.Running) ? OperationLists.Read(connection, known.Row, tenant, query, view) : null;
                },
                cancellationToken).ConfigureAwait(false);
            if (matches is not null)
            {
                return matches;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var tenant = _session.Tenants.FindOrAdd(operations[0].Operation.Tenant);
        return await _session.Writer
            .RunAsync(new EnqueueCommand(_session.Payloads, tenant, operations, limits), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _session.Tenants.Find(tenant) is { } known
            ? await _session.Writer
                .RunAsync(new CancelCommand(_session.Payloads, known, operationId, now), cancellationToken).ConfigureAwait(false)
            : CancelResult.NotFound;
    }

    /// <inheritdoc/>
    public async ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _session.Tenants.Find(tenant) is { } known
            ? await WorkItemClaim.TryClaimAsync(_session, known, _session.NewLease(tenant, leaseOptions), limits, now, cancellationToken)
                .ConfigureAwait(false)
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (request is not CommitRequest.Inline inline)
        {
            var held = ((CommitRequest.Claimed)request).Lease;
            return await new CommitTransaction(_session, FindTenant(held), request, held).RunAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!inline.IsWithinLimits())
        {
            return new CommitResult.Refused();
        }

        var tenant = _session.Tenants.FindOrAdd(inline.Tenant);
        var lease = _session.NewLease(tenant.Name, inline.LeaseOptions);
        if (!tenant.Queue.TryLease(lease))
        {
            return new CommitResult.Busy();
        }

        try
        {
            return await new CommitTransaction(_session, tenant, request, lease).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (LeaseLostException)
        {
            return new CommitResult.Busy();
        }
        finally
        {
            tenant.Queue.Release(lease);
        }
    }

    /// <inheritdoc/>
    public async ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FindTenant(lease).Queue.Renew(lease);
        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_session.Tenants.Find(lease.Tenant) is not { } tenant)
        {
            return false;
        }

        await tenant.Committing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (failedOperation is { } number)
            {
                await _session.Writer.RunAsync(new CountFailureCommand(tenant, lease, number), cancellationToken).ConfigureAwait(false);
            }

            return tenant.Queue.Release(lease);
        }
        catch (StoreDamagedException)
        {
            // Without the count, an operation that always fails would be executed for ever.
            tenant.Queue.SetAside(lease, [failedOperation!.Value]);
            tenant.Queue.Release(lease);
            throw;
        }
        finally
        {
            tenant.Committing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await ValueTask.CompletedTask.ConfigureAwait(false);
        return
        [
            .. _session.Tenants.All
                .Select(tenant => new TenantBacklog(tenant.Name, tenant.Queue.CountWaiting()))
                .Where(backlog => backlog.Operations > 0),
        ];
    }

    /// <inheritdoc/>
    public async ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await new Retention(_session, policy, cancellationToken).RunAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Completes started writes, checkpoints the log into the database, closes it and releases the lock. Later calls
    /// throw <see cref="ObjectDisposedException"/>.
    /// </summary>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private Tenant FindTenant(Lease lease) => _session.Tenants.Find(lease.Tenant) ?? throw new LeaseLostException(lease);
}
