namespace Wesog.Operations;

/// <summary>
/// Part of what the store keeps is damaged: it cannot be read, or it is not what was written. Nothing was written by the call. A retry does
/// not help; it is no outage. An operation that meets damage ends failed with <see cref="ErrorCodes.Damaged"/>.
/// </summary>
/// <remarks><c>docs/specification.md</c>, sections "Queue" and "HTTP" (500); <c>docs/operations.md</c>, section "When the disk lies".</remarks>
/// <param name="store">The store's name, such as <c>sqlite</c>.</param>
/// <param name="location">What is damaged, such as <c>table images</c> or <c>operation 7 of tenant 'acme'</c>; null if unknown.</param>
/// <param name="innerException">The failure of the storage. The engine logs it, and no response contains it.</param>
/// <param name="operationId">The number of the operation that the call submitted and the engine accepted; null if none was accepted.</param>
public sealed class StoreDamagedException(string store, string? location = null, Exception? innerException = null, long? operationId = null) : WesogException(
    $"Part of what the store \"{store}\" keeps is damaged: {location ?? "a place that is not known"}. {NextStep(operationId)}",
    innerException)
{
    /// <summary>The store's name.</summary>
    public string Store { get; } = store;

    /// <summary>What is damaged; null if unknown.</summary>
    public string? Location { get; } = location;

    /// <summary>
    /// The number of the accepted operation, if <see cref="IImageOperationService.SubmitAndWaitAsync(string, ImageBatch, SubmitOptions?, CancellationToken)"/> fails after the acceptance; otherwise
    /// null. Do not submit it again: it is in the store, and may have been executed.
    /// </summary>
    public long? OperationId { get; } = operationId;

    private static string NextStep(long? operationId) => operationId is null
        ? "A retry does not help. Check the store, and restore a backup."
        : $"Operation {operationId} was accepted, and its result cannot be read. Check the store, and restore a backup.";
}
