using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>Accepts and cancels operations.</summary>
public interface IOperationQueue
{
    /// <summary>
    /// Stores operations of one tenant and their items in one transaction, and assigns the tenant's next numbers. The operations are
    /// decided one after the other, each as <see cref="Admission"/> does: <see cref="EnqueueResult.Duplicate"/> if the idempotency key is
    /// bound, also by an earlier one of the call, <see cref="EnqueueResult.Full"/> if the queue is full, otherwise
    /// <see cref="EnqueueResult.Accepted"/>.
    /// </summary>
    /// <param name="operations">The operations: at least one, each pending with the number 0.</param>
    /// <param name="limits">The limits of the tenant's queue, which includes these operations.</param>
    /// <param name="cancellationToken">Cancels the call; the operations may have been accepted nevertheless.</param>
    /// <returns>The results, in the order of <paramref name="operations"/>.</returns>
    ValueTask<IReadOnlyList<EnqueueResult>> EnqueueAsync(
        IReadOnlyList<NewOperation> operations, QueueLimits limits, CancellationToken cancellationToken);

    /// <summary>Cancels a pending operation by <see cref="OperationTransitions.Cancel"/>; does not change one in another state.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="operationId">The number of the operation.</param>
    /// <param name="now">The time of the cancellation.</param>
    /// <param name="cancellationToken">Cancels the call; the operation may have been cancelled nevertheless.</param>
    /// <returns>The outcome, and the operation after the call.</returns>
    ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken);
}
