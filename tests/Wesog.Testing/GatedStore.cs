using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Testing;

/// <summary>
/// A store that carries nothing out until its gate is opened, so that a queue can be filled before it is worked on: claims
/// wait, and nothing is carried out at once.
/// </summary>
/// <param name="inner">Where calls go.</param>
public class GatedStore(IImageStore inner) : ForwardingStore(inner)
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets all claims pass, now and from now on.</summary>
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
