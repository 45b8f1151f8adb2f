using System.Collections.Concurrent;
using Wesog.Catalog;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;

namespace Wesog.Storage.InMemory;

/// <summary>Stores images and operations in memory. Readers take no lock and see complete transactions only.</summary>
/// <remarks>Every call completes synchronously, except scans of many images.</remarks>
/// <param name="timeProvider">The clock for the expiry of leases.</param>
public sealed class InMemoryImageStore(TimeProvider timeProvider) : IImageStore
{
    // The first operation of a tenant adds it, never a read. Tenants are never removed: numbers and fencing tokens must not repeat.
    private readonly ConcurrentDictionary<string, TenantStore> _tenants = new(StringComparer.Ordinal);
    private readonly Lock _clockStateLock = new();
    private ReadOnlyMemory<byte> _clockState;
    private volatile bool _disposed;

    /// <inheritdoc/>
    public string Name => "memory";

    internal int TenantCount => _tenants.Count;

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => EnterAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken) => EnterAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        return SnapshotOf(tenant).FindImages(ids);
    }

    /// <inheritdoc/>
    public async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        await SnapshotOf(tenant).ScanImagesAsync(scan, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<Operation?> GetOperationAsync(
        string tenant, long operationId, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        return Find(tenant)?.FindOperation(operationId);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        return Find(tenant)?.ListOperations(query) ?? [];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        return FindOrAdd(operations[0].Operation.Tenant).Enqueue(operations, limits);
    }

    /// <inheritdoc/>
    public async ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        return Find(tenant)?.Cancel(operationId, now) ?? CancelResult.NotFound;
    }

    /// <inheritdoc/>
    public async ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        return Find(tenant)?.Claim(tenant, leaseOptions, limits, now);
    }

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        var tenant = request is CommitRequest.Claimed claimed ? Under(claimed.Lease) : FindOrAdd(request.Tenant);
        return tenant.Commit(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        Under(lease).Queue.Renew(lease);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        return Find(lease.Tenant)?.Release(lease, failedOperation) ?? false;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        var backlogs = new List<TenantBacklog>();
        foreach (var (name, tenant) in _tenants)
        {
            if (tenant.Queue.CountWaiting() is > 0 and var operations)
            {
                backlogs.Add(new(name, operations));
            }
        }

        return backlogs;
    }

    /// <inheritdoc/>
    public async ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        lock (_clockStateLock)
        {
            _clockState = policy.UpdateClockState?.Invoke(_clockState) ?? _clockState;
        }

        var removed = 0;
        foreach (var (_, tenant) in _tenants)
        {
            if (removed == policy.MaxCount)
            {
                break;
            }

            removed += tenant.RemoveExpired(policy, policy.MaxCount - removed);
        }

        return removed;
    }

    /// <summary>Removes all data. Later calls throw <see cref="ObjectDisposedException"/>.</summary>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        _tenants.Clear();
        return ValueTask.CompletedTask;
    }

    // Always completed. Each member awaits it, so that its exceptions are reported through the member's task.
    private ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled(cancellationToken) : ValueTask.CompletedTask;
    }

    private TenantStore? Find(string tenant) => _tenants.GetValueOrDefault(tenant);

    private TenantStore FindOrAdd(string tenant) => _tenants.GetOrAdd(tenant, static (_, clock) => new(clock), timeProvider);

    private TenantStore Under(Lease lease) => Find(lease.Tenant) ?? throw new LeaseLostException(lease);

    private TenantSnapshot SnapshotOf(string tenant) => Find(tenant)?.Current ?? TenantSnapshot.Empty;
}
