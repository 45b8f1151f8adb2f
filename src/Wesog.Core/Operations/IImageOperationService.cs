namespace Wesog.Operations;

/// <summary>Submits batches of image metadata as operations, and watches over these.</summary>
/// <remarks>
/// <c>docs/specification.md</c>, sections "Operations", "Batches", "Queue" and "In process". Every member may be called from any thread. A tenant is any text of 1 to 255
/// characters that the host chooses, without a NUL or half of a surrogate pair; no tenant sees another's operations or images.
/// Every member throws <see cref="ArgumentException"/> for another one, and <see cref="StoreUnavailableException"/> while the
/// store is out of reach.
/// </remarks>
public interface IImageOperationService
{
    /// <summary>Checks a batch and queues it as an operation; returns once it is in the store.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="batch">What to do.</param>
    /// <param name="options">How; null for <see cref="SubmitOptions.Default"/>.</param>
    /// <param name="cancellationToken">Gives up the submission; the operation may have been accepted nevertheless.</param>
    /// <exception cref="InvalidImagesException">The payload breaks the rules; every fault is listed. Not thrown under subset.</exception>
    /// <exception cref="EmptyBatchException">The batch has no item.</exception>
    /// <exception cref="BatchTooLargeException">The batch has more items than <see cref="EngineLimits.MaxBatchItems"/>.</exception>
    /// <exception cref="QueueFullException">The tenant's queue is full; nothing was stored.</exception>
    /// <exception cref="IdempotencyKeyReusedException">The key is bound to another submission.</exception>
    /// <exception cref="InvalidIdempotencyKeyException">The key is ill-formed.</exception>
    /// <exception cref="EngineStoppedException">The engine is stopping.</exception>
    Task<Submission> SubmitAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Queues a batch that was read and checked already, as by <see cref="Serialization.IImageBatchReader"/>.</summary>
    /// <inheritdoc cref="SubmitAsync(string, ImageBatch, SubmitOptions?, CancellationToken)"/>
    Task<Submission> SubmitAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Submits a batch and waits for its end, however long that takes.</summary>
    /// <returns>The finished operation; whether it succeeded is in its state.</returns>
    /// <exception cref="EngineStoppedException">
    /// The engine does not run, or it stopped meanwhile: then the exception names the operation, which is in the store.
    /// </exception>
    /// <inheritdoc cref="SubmitAsync(string, ImageBatch, SubmitOptions?, CancellationToken)"/>
    Task<Operation> SubmitAndWaitAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Judges a batch against the images as of now; writes and queues nothing and binds no key.</summary>
    /// <returns>A finished operation with the number 0.</returns>
    /// <inheritdoc cref="SubmitAsync(string, ImageBatch, SubmitOptions?, CancellationToken)"/>
    Task<Operation> ValidateAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Judges a batch that was read and checked already.</summary>
    /// <inheritdoc cref="ValidateAsync(string, ImageBatch, SubmitOptions?, CancellationToken)"/>
    Task<Operation> ValidateAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Waits until an operation is finished, the time is up, or the engine stops.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="operationId">Its number.</param>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for no bound.</param>
    /// <param name="cancellationToken">Gives up the wait; the operation goes on.</param>
    /// <returns>The operation as it is then, finished or not; null where the tenant has no such operation.</returns>
    Task<Operation?> WaitAsync(
        string tenant, long operationId, TimeSpan timeout, CancellationToken cancellationToken = default);

    /// <summary>An operation as it is now; null where the tenant has no such operation.</summary>
    Task<Operation?> GetAsync(string tenant, long operationId, CancellationToken cancellationToken = default);

    /// <summary>The tenant's operations, newest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A bound of the query is below 1 (<c>MaxErrors</c>: below 0).</exception>
    Task<IReadOnlyList<Operation>> ListAsync(
        string tenant, OperationQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Cancels an operation that has not started.</summary>
    /// <returns>
    /// The operation after the attempt: cancelled (now or before), or as it is because the attempt came too late; null
    /// where the tenant has no such operation.
    /// </returns>
    Task<Operation?> CancelAsync(string tenant, long operationId, CancellationToken cancellationToken = default);
}
