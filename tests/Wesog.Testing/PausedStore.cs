using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Testing;

/// <summary>
/// Blocks claims and declines inline execution until it is resumed, so that a test can fill a queue before it is
/// processed.
/// </summary>
/// <param name="inner">The store that receives the calls.</param>
public class PausedStore(IImageStore inner) : ForwardingStore(inner)
{
    private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Releases all current and future claims.</summary>
    public void Resume() => _resumed.TrySetResult();

    /// <inheritdoc/>
    public override async ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _resumed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await base.ClaimAsync(tenant, leaseOptions, limits, now, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken) =>
        request is CommitRequest.Inline && !_resumed.Task.IsCompleted
            ? new(new CommitResult.Busy())
            : base.CommitAsync(request, cancellationToken);
}
