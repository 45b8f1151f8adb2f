using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>Accepts and cancels operations.</summary>
public interface IOperationQueue
{
    /// <summary>
    /// Stores an operation and its items in one write and assigns the tenant's next number. The result is decided atomically, in
    /// this order: <see cref="EnqueueResult.Duplicate"/> if the idempotency key is bound, <see cref="EnqueueResult.Full"/> if the
    /// queue is full, otherwise <see cref="EnqueueResult.Accepted"/>.
    /// </summary>
    /// <param name="draft">The operation: pending, with the number 0.</param>
    /// <param name="bounds">The limits of the tenant's queue, which includes this operation.</param>
    /// <param name="cancellationToken">Cancels the call; the operation may have been accepted nevertheless.</param>
    ValueTask<EnqueueResult> EnqueueAsync(NewOperation draft, QueueLimits bounds, CancellationToken cancellationToken);

    /// <summary>Cancels a pending operation by <see cref="OperationTransitions.Cancel"/>; does not change one in another state.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="operationId">The number of the operation.</param>
    /// <param name="now">The time of the cancellation.</param>
    /// <param name="cancellationToken">Cancels the call; the operation may have been cancelled nevertheless.</param>
    /// <returns>The outcome, and the operation after the call.</returns>
    ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken);
}
