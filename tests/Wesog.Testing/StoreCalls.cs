using Wesog.Catalog;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Testing;

/// <summary>Short forms of store calls, for tests.</summary>
public static class StoreCalls
{
    /// <summary>Lists images from an offset.</summary>
    public static ValueTask<ImagePage> ListImagesAsync(
        this IImageReads store, string tenant, long offset, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ListImagesAsync(tenant, new() { Offset = offset, Limit = limit }, cancellationToken);
    }

    /// <summary>Enqueues one operation.</summary>
    public static async ValueTask<EnqueueResult> EnqueueAsync(
        this IOperationQueue store, NewOperation operation, QueueLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var results = await store.EnqueueAsync([operation], limits, cancellationToken).ConfigureAwait(false);
        return results.Single();
    }

    /// <summary>Commits under a lease, and returns the finished operations.</summary>
    public static async ValueTask<IReadOnlyList<Operation>> CommitAsync(
        this IOperationExecution store, Lease lease, IReadOnlyCollection<string> imageIds, CommitDecision decide, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var result = await store.CommitAsync(new CommitRequest.Claimed(lease, imageIds, decide), cancellationToken).ConfigureAwait(false);
        return ((CommitResult.Committed)result).Finished;
    }

    /// <summary>Returns the payload of a claimed operation.</summary>
    /// <exception cref="InvalidOperationException">The store says that the payload is damaged.</exception>
    public static OperationPayload GetPayload(this ClaimedOperation claimed)
    {
        ArgumentNullException.ThrowIfNull(claimed);
        return claimed is ClaimedOperation.Intact intact
            ? intact.Payload
            : throw new InvalidOperationException($"{claimed.Operation} is damaged: {((ClaimedOperation.Damaged)claimed).Damage.Message}");
    }

    /// <summary>Releases a lease without a failed operation.</summary>
    public static ValueTask<bool> ReleaseAsync(this IOperationExecution store, Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReleaseAsync(lease, failedOperation: null, cancellationToken);
    }
}
