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
    /// <param name="leaseOptions">The owner and the duration of the lease.</param>
    /// <param name="limits">The limits of the work item. The first operation is included whatever its size.</param>
    /// <param name="now">The start time of the operations.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The work item; null if the tenant has no operation that can be claimed now. An operation whose payload is damaged is part of it as
    /// <see cref="ClaimedOperation.Damaged"/>.
    /// </returns>
    ValueTask<WorkItem?> ClaimAsync(
        string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// In one transaction, reads the images, calls the decision, applies its writes and the final states of its operations, and commits.
    /// After a transient conflict the store repeats all of this, because the decision has no side effects. An exception of the decision
    /// reaches the caller, and nothing is written.
    /// </summary>
    /// <param name="request">
    /// The transaction. <see cref="CommitRequest.Inline"/> succeeds only if no operation of the tenant waits or runs, or was accepted
    /// during the call.
    /// </param>
    /// <param name="cancellationToken">Cancels the call; the transaction may have been committed nevertheless.</param>
    /// <exception cref="LeaseLostException">The lease of <see cref="CommitRequest.Claimed"/> is over; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">
    /// The plan finishes an operation that is not, or no longer, part of the work item, or fails a check of
    /// <see cref="CommitRequest.Plan"/>; nothing was written.
    /// </exception>
    /// <exception cref="StoreDamagedException">
    /// Part of the data is damaged; nothing was written. If the plan only ends an operation that is damaged
    /// (<see cref="Operation.IsDamaged"/>), the store does not hand the operation out again until it is opened again, so that it does not
    /// block the tenant's other operations.
    /// </exception>
    ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken);

    /// <summary>Extends a lease to its full duration from now.</summary>
    /// <exception cref="LeaseLostException">The lease is over.</exception>
    ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a lease. The unfinished operations of its work item become pending by <see cref="OperationTransitions.Requeue"/>. Does
    /// nothing if the lease is over already: the engine repeats a call that failed, and the repetition must not end a later lease, fail, or
    /// count an attempt twice. After an exception other than <see cref="StoreDamagedException"/>, the lease is over or a repetition ends it.
    /// </summary>
    /// <param name="lease">The lease.</param>
    /// <param name="failedOperation">
    /// The number of an operation whose execution failed; null for none. If it is an unfinished operation of the work item, its
    /// <see cref="ClaimedOperation.Attempts"/> increase by one, in the same transaction.
    /// </param>
    /// <param name="cancellationToken">Cancels the call; the lease may have been released nevertheless.</param>
    /// <exception cref="StoreDamagedException">
    /// The failed attempt could not be counted. The lease is over nevertheless, and the store does not hand the operation out again until it is
    /// opened again, so that it does not block the tenant's other operations.
    /// </exception>
    /// <returns>Whether the tenant has waiting operations. The call may omit an operation that is accepted concurrently.</returns>
    ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken);
}
