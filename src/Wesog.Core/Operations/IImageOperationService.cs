namespace Wesog.Operations;

/// <summary>Submits batches of image metadata as operations, and reads, awaits and cancels operations.</summary>
/// <remarks>
/// <c>docs/specification.md</c>, sections "Operations", "Batches", "Queue" and "In process". All members are safe for concurrent use. The
/// host chooses the tenants: texts of 1 to 255 characters without a NUL or half of a surrogate pair. A tenant cannot access operations or
/// images of another tenant. All members throw <see cref="ArgumentException"/> for an invalid tenant, and
/// <see cref="StoreUnavailableException"/> if the store is unavailable. The members that read throw <see cref="TooManyReadsException"/> if
/// the tenant has too many reads in progress. <see cref="TenantOperationsExtensions.ForTenant"/> binds a tenant.
/// </remarks>
public interface IImageOperationService
{
    /// <summary>Validates a batch and queues it as an operation. Returns when the operation is in the store.</summary>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="batch">The items.</param>
    /// <param name="options">The options; null for <see cref="SubmitOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the submission. The engine may have accepted the operation already.</param>
    /// <exception cref="InvalidImagesException">Values break the rules of images; the exception lists all errors. Not thrown under subset.</exception>
    /// <exception cref="EmptyBatchException">The batch has no item.</exception>
    /// <exception cref="BatchTooLargeException">The batch has more items than <see cref="EngineLimits.MaxBatchItems"/>.</exception>
    /// <exception cref="QueueFullException">The tenant's queue is full; nothing was stored.</exception>
    /// <exception cref="IdempotencyKeyReusedException">The key is bound to another submission.</exception>
    /// <exception cref="InvalidIdempotencyKeyException">The key is invalid.</exception>
    /// <exception cref="InvalidLabelException">The label is invalid.</exception>
    /// <exception cref="EngineStoppedException">The engine does not run, or is stopping.</exception>
    Task<Submission> SubmitAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Queues a batch that is validated already, for example by <see cref="Serialization.IImageBatchReader"/>.</summary>
    /// <inheritdoc cref="SubmitAsync(string, ImageBatch, SubmitOptions?, CancellationToken)"/>
    Task<Submission> SubmitAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Submits a batch and waits without limit until the operation is finished.</summary>
    /// <returns>The finished operation. Its state says whether it succeeded.</returns>
    /// <exception cref="EngineStoppedException">
    /// The engine does not run, or it stopped during the wait. In the second case the exception names the operation, which is in the store.
    /// </exception>
    /// <exception cref="StoreDamagedException">
    /// Data that the submission or the wait needs is damaged. If the operation was accepted, the exception names it.
    /// </exception>
    /// <exception cref="StoreUnavailableException">
    /// The submission failed, or the engine lost the store during the wait (<see cref="StoreUnavailableReason.OwnershipLost"/>). In the second
    /// case the exception names the operation. A temporary outage does not end the wait.
    /// </exception>
    /// <inheritdoc cref="SubmitAsync(string, ImageBatch, SubmitOptions?, CancellationToken)"/>
    Task<Operation> SubmitAndWaitAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Validates an edit by query and queues it as an operation. Returns when the operation is in the store.</summary>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="edit">The edit.</param>
    /// <param name="options">The options; null for <see cref="SubmitOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the submission. The engine may have accepted the operation already.</param>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="ImageEdit.ExpectedCount"/> is below 0 or above <see cref="EngineLimits.MaxBatchItems"/>.</exception>
    /// <exception cref="Query.InvalidQueryException">The formula is blank or invalid.</exception>
    /// <exception cref="InvalidImagesException">Values break the rules of images, or the change has an id. Thrown under subset too.</exception>
    /// <exception cref="QueueFullException">The tenant's queue is full; nothing was stored.</exception>
    /// <exception cref="IdempotencyKeyReusedException">The key is bound to another submission.</exception>
    /// <exception cref="InvalidIdempotencyKeyException">The key is invalid.</exception>
    /// <exception cref="InvalidLabelException">The label is invalid.</exception>
    /// <exception cref="EngineStoppedException">The engine does not run, or is stopping.</exception>
    Task<Submission> SubmitAsync(
        string tenant, ImageEdit edit, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Submits an edit by query and waits without limit until the operation is finished.</summary>
    /// <inheritdoc cref="SubmitAsync(string, ImageEdit, SubmitOptions?, CancellationToken)"/>
    Task<Operation> SubmitAndWaitAsync(
        string tenant, ImageEdit edit, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Evaluates an edit by query against the current images. Writes nothing, queues nothing and binds no key.</summary>
    /// <inheritdoc cref="SubmitAsync(string, ImageEdit, SubmitOptions?, CancellationToken)"/>
    Task<ValidationResult> ValidateAsync(
        string tenant, ImageEdit edit, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Validates a batch against the current images. Writes nothing, queues nothing and binds no key.</summary>
    /// <inheritdoc cref="SubmitAsync(string, ImageBatch, SubmitOptions?, CancellationToken)"/>
    Task<ValidationResult> ValidateAsync(
        string tenant, ImageBatch batch, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Validates a batch, whose values are validated already, against the current images.</summary>
    /// <inheritdoc cref="ValidateAsync(string, ImageBatch, SubmitOptions?, CancellationToken)"/>
    Task<ValidationResult> ValidateAsync(string tenant, ValidatedBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Waits until the operation is finished, the timeout expires or the engine stops.</summary>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="operationId">The number of the operation.</param>
    /// <param name="timeout">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancellationToken">Cancels the wait, not the operation.</param>
    /// <returns>The operation in its current state, finished or not; null if the tenant has no operation with this number.</returns>
    Task<Operation?> WaitAsync(
        string tenant, long operationId, TimeSpan timeout, CancellationToken cancellationToken = default);

    /// <summary>Returns the operation in its current state; null if the tenant has no operation with this number.</summary>
    Task<Operation?> GetAsync(string tenant, long operationId, CancellationToken cancellationToken = default);

    /// <summary>Returns the tenant's operations, newest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A bound of the query is below 1 (<c>MaxErrors</c>: below 0).</exception>
    Task<IReadOnlyList<Operation>> ListAsync(
        string tenant, OperationQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Cancels an operation that is pending.</summary>
    /// <returns>
    /// The operation after the attempt: canceled (by this call or an earlier one), or unchanged because it has started; null if the
    /// tenant has no operation with this number.
    /// </returns>
    Task<Operation?> CancelAsync(string tenant, long operationId, CancellationToken cancellationToken = default);

    /// <summary>Cancels all operations that are pending and match a query. Those that are accepted after the call has begun stay.</summary>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="query">
    /// The filter: at least one of its members. <see cref="OperationQuery.States"/> is empty or contains <see cref="OperationState.Pending"/> only. The limits have no effect.
    /// </param>
    /// <param name="cancellationToken">Cancels the call. Some operations may have been canceled.</param>
    /// <returns>The number of operations that this call has canceled.</returns>
    /// <exception cref="ArgumentException">The query has no filter, or another state.</exception>
    Task<int> CancelAsync(string tenant, OperationQuery query, CancellationToken cancellationToken = default);
}
