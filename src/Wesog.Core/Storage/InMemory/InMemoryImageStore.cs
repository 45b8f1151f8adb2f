using Wesog.Catalog;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Storage.InMemory;

/// <summary>Keeps everything in memory, for as long as it lives. Readers take no lock and see whole transactions only.</summary>
/// <param name="timeProvider">The clock by which leases run out.</param>
public sealed class InMemoryImageStore(TimeProvider timeProvider) : IImageStore
{
    /// <inheritdoc/>
    public string Name => "memory";
    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => throw new NotImplementedException(timeProvider.ToString());
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc/>
    public ValueTask<ImagePage> ListImagesAsync(string tenant, long offset, int limit, CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc/>
    public ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Operation>> ListOperationsAsync(string tenant, OperationQuery query, CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc/>
    public ValueTask<EnqueueResult> EnqueueAsync(OperationDraft draft, QueueBounds bounds, CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc/>
    public ValueTask<Operation?> CancelAsync(string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc/>
    public ValueTask<Turn?> ClaimAsync(string tenant, LeaseTerms terms, GroupBounds bounds, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc/>
    public ValueTask TransactAsync(Lease lease, IReadOnlyCollection<string> imageIds, TurnPlan plan, CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc/>
    public ValueTask<int> RecordFailureAsync(Lease lease, long operationId, CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc/>
    public ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TenantBacklog>> ListBacklogsAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc/>
    public ValueTask<int> RemoveExpiredAsync(RetentionPolicy policy, CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc/>
    public ValueTask PingAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
