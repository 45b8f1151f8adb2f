using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Testing;

/// <summary>
/// Blocks claims and declines inline execution until it is opened, so that a test can fill a queue before it is
/// processed.
/// </summary>
/// <param name="inner">The store that receives the calls.</param>
public class GatedStore(IImageStore inner) : ForwardingStore(inner)
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Releases all current and future claims.</summary>
    public void Open() => _gate.TrySetResult();

    /// <inheritdoc/>
    public override async ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions terms, CommitLimits bounds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _gate.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await base.ClaimAsync(tenant, terms, bounds, now, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<Operation>?> TryAcceptAndRunAsync(
        IReadOnlyList<NewOperation> drafts,
        QueueLimits bounds,
        LeaseOptions terms,
        IReadOnlyCollection<string> imageIds,
        CommitDecision plan,
        CancellationToken cancellationToken) => _gate.Task.IsCompleted
        ? base.TryAcceptAndRunAsync(drafts, bounds, terms, imageIds, plan, cancellationToken)
        : new(result: null);
}
