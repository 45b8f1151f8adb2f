using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>
/// Carries out operations: a worker claims a tenant's turn, transacts, and releases it. While a lease is alive no one
/// else can claim the same tenant's turn.
/// </summary>
public interface IOperationExecution
{
    /// <summary>
    /// Takes the tenant's turn and a run of its next operations, in queue order: urgent ones first, each class by number.
    /// They become running by <see cref="OperationTransitions.Start"/>. Operations that a dead lease left running count as pending;
    /// those of them that the run does not take become pending by <see cref="OperationTransitions.Requeue"/>. An operation that is
    /// accepted while the call is under way may be left out.
    /// </summary>
    /// <param name="tenant">Whose turn.</param>
    /// <param name="terms">For whom and for how long the lease is.</param>
    /// <param name="bounds">How much the run may hold; its first operation is taken however large it is.</param>
    /// <param name="now">When the operations start.</param>
    /// <param name="cancellationToken">Gives up the call.</param>
    /// <returns>Null where nothing waits, or a living lease holds the turn.</returns>
    ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions terms, CommitLimits bounds, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// In one transaction: reads the images of the given ids, calls the plan, applies its writes and its operations'
    /// final states, and commits. On a transient conflict the whole step runs again: the plan has no side effects.
    /// </summary>
    /// <exception cref="LeaseLostException">The lease is over; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">
    /// The plan finishes an operation that is not, or no longer, one of the turn's; nothing was written.
    /// </exception>
    ValueTask TransactAsync(
        Lease lease, IReadOnlyCollection<string> imageIds, CommitDecision plan, CancellationToken cancellationToken);

    /// <summary>
    /// Accepts operations of one tenant in their order, as <see cref="IOperationQueue.EnqueueAsync"/> does, and carries them
    /// out, all in one transaction: then their items need not be kept. Or does nothing of the kind.
    /// </summary>
    /// <param name="drafts">The operations, at least one, pending, with the number 0; no two of one idempotency key.</param>
    /// <param name="bounds">How much of the tenant's may be unfinished: of operations carried out at once, each counts alone.</param>
    /// <param name="terms">For whom and for how long the turn is held meanwhile, where the store must hold it at all.</param>
    /// <param name="imageIds">The images that the plan is to find.</param>
    /// <param name="plan">
    /// Finishes the operations, in the order of the drafts, under the number 0, which the store replaces by those it gives.
    /// </param>
    /// <param name="cancellationToken">Gives up the call; operations may have been kept nevertheless.</param>
    /// <returns>
    /// The finished operations, in the order of the drafts. Null where nothing was written: something of the tenant waits or
    /// runs, one of them would be refused, the plan fails, or the store cannot tell at once. Then each is to be enqueued, where
    /// it is seen why.
    /// </returns>
    ValueTask<IReadOnlyList<Operation>?> TryAcceptAndRunAsync(
        IReadOnlyList<NewOperation> drafts,
        QueueLimits bounds,
        LeaseOptions terms,
        IReadOnlyCollection<string> imageIds,
        CommitDecision plan,
        CancellationToken cancellationToken);

    /// <summary>Counts one more failed attempt of an operation of the lease's turn.</summary>
    /// <returns>How often it has failed by now.</returns>
    /// <exception cref="LeaseLostException">The lease is over.</exception>
    /// <exception cref="InvalidOperationException">The operation is not, or no longer, one of the turn's.</exception>
    ValueTask<int> RecordFailureAsync(Lease lease, long operationId, CancellationToken cancellationToken);

    /// <summary>Prolongs a lease by its duration from now.</summary>
    /// <exception cref="LeaseLostException">The lease is over.</exception>
    ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a lease. What of its turn is unfinished becomes pending again, by <see cref="OperationTransitions.Requeue"/>.
    /// Does nothing where the lease is over already.
    /// </summary>
    /// <returns>Whether the tenant has operations waiting; one that is accepted while the call is under way need not count.</returns>
    ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken);
}
