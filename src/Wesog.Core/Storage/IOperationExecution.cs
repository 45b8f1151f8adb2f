using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>
/// Executes operations: a worker claims a work item of a tenant under a lease, commits, and releases the lease. Only one lease per
/// tenant is valid at a time.
/// </summary>
public interface IOperationExecution
{
    /// <summary>
    /// Claims a work item: the tenant's next operations in queue order, urgent ones first, then by number. They become running by
    /// <see cref="OperationTransitions.Start"/>. Operations that an expired lease left running count as pending; those that the
    /// work item does not include become pending by <see cref="OperationTransitions.Requeue"/>. The call may omit an operation that
    /// is accepted concurrently.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="terms">The owner and the duration of the lease.</param>
    /// <param name="bounds">The limits of the work item. The first operation is included whatever its size.</param>
    /// <param name="now">The start time of the operations.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The work item; null if no operation waits or another lease of the tenant is valid.</returns>
    ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions terms, CommitLimits bounds, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// In one transaction, reads the images with the given ids, calls the plan, applies its writes and the final states of its
    /// operations, and commits. After a transient conflict the store repeats all of this, because the plan has no side effects.
    /// </summary>
    /// <exception cref="LeaseLostException">The lease is over; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">
    /// The plan finishes an operation that is not, or no longer, part of the work item; nothing was written.
    /// </exception>
    ValueTask TransactAsync(
        Lease lease, IReadOnlyCollection<string> imageIds, CommitDecision plan, CancellationToken cancellationToken);

    /// <summary>
    /// Accepts operations of one tenant in order, as <see cref="IOperationQueue.EnqueueAsync"/> does, and executes them, all in one
    /// transaction, so the store need not write their items. Either all of this happens or nothing is written.
    /// </summary>
    /// <param name="drafts">The operations: at least one, each pending with the number 0, no two with the same idempotency key.</param>
    /// <param name="bounds">The limits of the tenant's queue. Each operation is compared with them individually.</param>
    /// <param name="terms">The owner and the duration of the lease, if the store needs one for this call.</param>
    /// <param name="imageIds">The ids of the images that the plan reads.</param>
    /// <param name="plan">
    /// Finishes the operations, in the order of <paramref name="drafts"/>, with the number 0. The store replaces it by the assigned number.
    /// </param>
    /// <param name="cancellationToken">Cancels the call; the operations may have been accepted nevertheless.</param>
    /// <returns>
    /// The finished operations, in the order of <paramref name="drafts"/>; null if nothing was written. That is the case if an
    /// operation of the tenant waits or runs, if an operation would be refused, if the plan fails, or if the store cannot decide
    /// immediately. The caller then enqueues each operation, which reports the reason.
    /// </returns>
    ValueTask<IReadOnlyList<Operation>?> TryAcceptAndRunAsync(
        IReadOnlyList<NewOperation> drafts,
        QueueLimits bounds,
        LeaseOptions terms,
        IReadOnlyCollection<string> imageIds,
        CommitDecision plan,
        CancellationToken cancellationToken);

    /// <summary>Increments the number of failed attempts of an operation of the lease's work item.</summary>
    /// <returns>The number of failed attempts, including this one.</returns>
    /// <exception cref="LeaseLostException">The lease is over.</exception>
    /// <exception cref="InvalidOperationException">The operation is not, or no longer, part of the work item.</exception>
    ValueTask<int> RecordFailureAsync(Lease lease, long operationId, CancellationToken cancellationToken);

    /// <summary>Extends a lease to its full duration from now.</summary>
    /// <exception cref="LeaseLostException">The lease is over.</exception>
    ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a lease. The unfinished operations of its work item become pending by <see cref="OperationTransitions.Requeue"/>. Does
    /// nothing if the lease is over already.
    /// </summary>
    /// <returns>Whether the tenant has waiting operations. The call may omit an operation that is accepted concurrently.</returns>
    ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken);
}
