using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>Accepts operations.</summary>
public interface IOperationQueue
{
    /// <summary>
    /// Keeps an operation and its items in one write and gives it the tenant's next number. Decided atomically, in this
    /// order: a bound idempotency key gives <see cref="EnqueueResult.Duplicate"/>, a full queue
    /// <see cref="EnqueueResult.Full"/>, anything else <see cref="EnqueueResult.Accepted"/>.
    /// </summary>
    /// <param name="draft">The operation, pending, with the number 0.</param>
    /// <param name="bounds">How much of the tenant's may be unfinished, this operation included.</param>
    /// <param name="cancellationToken">Gives up the call; the operation may have been kept nevertheless.</param>
    ValueTask<EnqueueResult> EnqueueAsync(NewOperation draft, QueueLimits bounds, CancellationToken cancellationToken);

    /// <summary>Cancels an operation if, and only if, it is pending: by <see cref="OperationTransitions.Cancel"/>.</summary>
    /// <param name="tenant">Whose operation.</param>
    /// <param name="operationId">Its number.</param>
    /// <param name="now">When it is cancelled.</param>
    /// <param name="cancellationToken">Gives up the call; the operation may have been cancelled nevertheless.</param>
    /// <returns>Whether this call cancelled it, and the operation after the call.</returns>
    ValueTask<CancelResult> CancelAsync(
        string tenant, long operationId, DateTimeOffset now, CancellationToken cancellationToken);
}
