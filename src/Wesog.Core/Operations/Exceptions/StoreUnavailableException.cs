namespace Wesog.Operations;

/// <summary>
/// The store is unavailable: temporarily, or with <see cref="StoreUnavailableReason.OwnershipLost"/> until the engine is started again. A concurrent write may have taken effect; submitting again with the same idempotency key is safe.
/// Stores throw it only for outages.
/// </summary>
/// <remarks><c>docs/specification.md</c>, sections "Queue" and "HTTP" (503).</remarks>
/// <param name="store">The store's name, such as <c>sqlite</c>.</param>
/// <param name="reason">The reason.</param>
/// <param name="innerException">The failure of the store. The engine logs it, and no response contains it.</param>
/// <param name="operationId">The number of the operation that the call submitted and the engine accepted; null if none is known to be accepted.</param>
public sealed class StoreUnavailableException(string store, StoreUnavailableReason reason, Exception? innerException = null, long? operationId = null)
    : WesogException($"The store \"{store}\" is unavailable: {Describe(reason)}. {Accepted(operationId)}{NextStep(reason)}", innerException)
{
    /// <summary>The store's name.</summary>
    public string Store { get; } = store;

    /// <summary>The reason.</summary>
    public StoreUnavailableReason Reason { get; } = reason;

    /// <summary>
    /// The number of the accepted operation, if <see cref="IImageOperationService.SubmitAndWaitAsync(string, ImageBatch, SubmitOptions?, CancellationToken)"/> fails after the acceptance, which
    /// happens only with <see cref="StoreUnavailableReason.OwnershipLost"/>; otherwise null.
    /// </summary>
    public long? OperationId { get; } = operationId;

    private static string Describe(StoreUnavailableReason reason) => reason switch
    {
        StoreUnavailableReason.Locked => "another program or transaction holds a lock",
        StoreUnavailableReason.DiskFull => "its disk is full",
        StoreUnavailableReason.DiskError => "its disk fails",
        StoreUnavailableReason.AccessDenied => "it is read-only, or a right is missing",
        StoreUnavailableReason.OwnershipLost => "this engine does not own it any longer, because it was removed, replaced, or opened by another engine",
        _ => "it cannot be reached, or does not answer in time",
    };

    private static string Accepted(long? operationId) =>
        operationId is null ? "" : $"Operation {operationId} was accepted, and its result cannot be read. ";

    private static string NextStep(StoreUnavailableReason reason) =>
        reason == StoreUnavailableReason.OwnershipLost ? "Start the engine again when the store is in place." : "Try again later.";
}

/// <summary>The reason why a store is unavailable. <see cref="WireNames"/> has the names on the wire.</summary>
public enum StoreUnavailableReason
{
    /// <summary>The store cannot be reached or does not respond in time. Also the reason if the store knows no other.</summary>
    Unreachable,

    /// <summary>Another program or transaction holds a lock for longer than the store waits for it.</summary>
    Locked,

    /// <summary>The disk or its quota is full.</summary>
    DiskFull,

    /// <summary>The disk fails.</summary>
    DiskError,

    /// <summary>The store is read-only, or the engine lost an access right.</summary>
    AccessDenied,

    /// <summary>
    /// The engine does not own the store any longer: its file was removed or replaced, or another engine has opened it. Every later call fails until
    /// the engine is started again.
    /// </summary>
    OwnershipLost,
}
