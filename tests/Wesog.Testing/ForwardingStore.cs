using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Storage;

namespace Wesog.Testing;

/// <summary>Forwards every call to another store. Base class for stores that inject failures, delays or counters.</summary>
/// <remarks>
/// Implements only <see cref="IImageStore"/>, whatever the inner store implements. Engines do not share it unless a
/// derived class also implements <see cref="IStoreChangeFeed"/>.
/// </remarks>
/// <param name="inner">The store that receives the calls. Disposed with this one.</param>
public abstract class ForwardingStore(IImageStore inner) : IImageStore
{
    /// <summary>The store that receives the calls.</summary>
    protected IImageStore Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual string Name => Inner.Name;

    /// <inheritdoc/>
    public virtual ValueTask OpenAsync(CancellationToken cancellationToken) => Inner.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        Inner.FindImagesAsync(tenant, ids, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken) =>
        Inner.ScanImagesAsync(tenant, scan, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<Operation?> GetOperationAsync(
        string tenant, long operationId, CancellationToken cancellationToken) =>
        Inner.GetOperationAsync(tenant, operationId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(
        string tenant, OperationQuery query, CancellationToken cancellationToken) =>
        Inner.ListOperationsAsync(tenant, query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken) =>
        Inner.EnqueueAsync(operations, limits, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken) =>
        Inner.CancelAsync(tenant, operationId, now, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken) =>
        Inner.ClaimAsync(tenant, leaseOptions, limits, now, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken) =>
        Inner.CommitAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken) =>
        Inner.RenewAsync(lease, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken) =>
        Inner.ReleaseAsync(lease, failedOperation, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken) =>
        Inner.ListBacklogsAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken) =>
        Inner.RemoveExpiredAsync(policy, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask ProbeAsync(int writtenBytes, CancellationToken cancellationToken) =>
        Inner.ProbeAsync(writtenBytes, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Inner.DisposeAsync();
    }
}
