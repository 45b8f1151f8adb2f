using Wesog.Storage;

namespace Wesog.Testing;

/// <summary>
/// A store that carries nothing out until its gate is opened, so that a queue can be filled before it is worked on: claims
/// wait, and what would be carried out at once is accepted pending.
/// </summary>
/// <param name="inner">Where calls go.</param>
public class GatedStore(IImageStore inner) : ForwardingStore(inner)
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets all claims pass, now and from now on.</summary>
    public void Open() => _gate.TrySetResult();

    /// <inheritdoc/>
    public override async ValueTask<Turn?> ClaimAsync(
        string tenant, LeaseTerms terms, GroupBounds bounds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _gate.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await base.ClaimAsync(tenant, terms, bounds, now, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAndRunAsync(
        IReadOnlyList<OperationDraft> drafts,
        QueueBounds bounds,
        LeaseTerms terms,
        IReadOnlyCollection<string> imageIds,
        TurnPlan plan,
        CancellationToken cancellationToken) => _gate.Task.IsCompleted
        ? base.EnqueueAndRunAsync(drafts, bounds, terms, imageIds, plan, cancellationToken)
        : EnqueueEachAsync(drafts, bounds, cancellationToken);
}
