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
    /// They become running by <see cref="OperationLife.Start"/>. Operations that a dead lease left running count as pending;
    /// those of them that the run does not take become pending by <see cref="OperationLife.Requeue"/>.
    /// </summary>
    /// <param name="tenant">Whose turn.</param>
    /// <param name="terms">For whom and for how long the lease is.</param>
    /// <param name="bounds">How much the run may hold; its first operation is taken however large it is.</param>
    /// <param name="now">When the operations start.</param>
    /// <param name="cancellationToken">Gives up the call.</param>
    /// <returns>Null where nothing waits, or a living lease holds the turn.</returns>
    ValueTask<Turn?> ClaimAsync(
        string tenant, LeaseTerms terms, GroupBounds bounds, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// In one transaction: reads the images of the given ids, calls the plan, applies its writes and its operations'
    /// final states, and commits. On a transient conflict the whole step runs again: the plan has no side effects.
    /// </summary>
    /// <exception cref="LeaseLostException">The lease is over; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">
    /// The plan finishes an operation that is not, or no longer, one of the turn's; nothing was written.
    /// </exception>
    ValueTask TransactAsync(
        Lease lease, IReadOnlyCollection<string> imageIds, TurnPlan plan, CancellationToken cancellationToken);

    /// <summary>Counts one more failed attempt of an operation of the lease's turn.</summary>
    /// <returns>How often it has failed by now.</returns>
    /// <exception cref="LeaseLostException">The lease is over.</exception>
    /// <exception cref="InvalidOperationException">The operation is not, or no longer, one of the turn's.</exception>
    ValueTask<int> RecordFailureAsync(Lease lease, long operationId, CancellationToken cancellationToken);

    /// <summary>Prolongs a lease by its duration from now.</summary>
    /// <exception cref="LeaseLostException">The lease is over.</exception>
    ValueTask RenewAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a lease. What of its turn is unfinished becomes pending again, by <see cref="OperationLife.Requeue"/>.
    /// Does nothing where the lease is over already.
    /// </summary>
    /// <returns>Whether the tenant has operations waiting.</returns>
    ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken);
}
