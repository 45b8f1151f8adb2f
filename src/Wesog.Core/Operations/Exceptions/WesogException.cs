namespace Wesog.Operations;

/// <summary>The base class of the exceptions with which the engine rejects a call.</summary>
public abstract class WesogException : Exception
{
    private protected WesogException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>The batch exceeds <see cref="EngineLimits.MaxBatchItems"/> or <see cref="EngineLimits.MaxBodyBytes"/>.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP" (413).</remarks>
public sealed class BatchTooLargeException(int maxItems, long maxBytes) : WesogException(
    $"The batch is too large: at most {maxItems} items and {maxBytes} bytes. Send it in parts.")
{
    /// <summary>Whether the batch has more than <see cref="MaxItems"/> items; otherwise it has more than <see cref="MaxBytes"/> bytes. Default false.</summary>
    public bool HasTooManyItems { get; init; }

    /// <summary>The largest number of bytes of one item, if an item has more; otherwise null. Default null.</summary>
    public int? MaxItemBytes { get; init; }

    /// <summary>The largest number of items.</summary>
    public int MaxItems { get; } = maxItems;

    /// <summary>The largest number of bytes of a body, after decompression.</summary>
    public long MaxBytes { get; } = maxBytes;
}

/// <summary>The batch has no item.</summary>
public sealed class EmptyBatchException() : WesogException("The batch has no item. Send at least one.");

/// <summary>The engine does not run: it was not started, it is stopping, or it was disposed.</summary>
public sealed class EngineStoppedException : WesogException
{
    /// <summary>Creates the exception of a submission that was not accepted.</summary>
    public EngineStoppedException()
        : base("The engine does not run; nothing was accepted. Submit again when it has started.")
    {
    }

    /// <summary>Creates the exception of an accepted operation that the engine did not execute before it stopped.</summary>
    /// <param name="operationId">The number of the operation.</param>
    public EngineStoppedException(long operationId)
        : base($"The engine stopped before operation {operationId} was executed. It is in the store, and runs at the next start if the store is durable.") =>
        OperationId = operationId;

    /// <summary>The number of the accepted operation; null if none was accepted.</summary>
    public long? OperationId { get; }
}

/// <summary>The idempotency key is bound to another submission; nothing was stored.</summary>
/// <remarks><c>docs/specification.md</c>, section "Queue".</remarks>
public sealed class IdempotencyKeyReusedException(string key, long operationId) : WesogException(
    $"The idempotency key \"{key}\" is bound to operation {operationId}, which another submission made. Send a new key with a new submission.")
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The number of the operation to which the key is bound.</summary>
    public long OperationId { get; } = operationId;
}

/// <summary>The top level of the JSON has the wrong type, such as an object instead of an array.</summary>
/// <remarks><c>docs/http.md</c>, section "Responses" (400).</remarks>
/// <param name="expected">The required type: <c>array</c> or <c>object</c>.</param>
/// <param name="advice">The next step.</param>
public sealed class InvalidBodyException(string expected, string advice = "Send one.")
    : WesogException($"The body must be a JSON {expected}. {advice}")
{
    /// <summary>The required type: <c>array</c> or <c>object</c>.</summary>
    public string Expected { get; } = expected;

    /// <summary>The next step, in the text language of the submission.</summary>
    public string Advice { get; } = advice;
}

/// <summary>The idempotency key is not 1 to 255 printable ASCII characters.</summary>
/// <remarks><c>docs/specification.md</c>, section "Queue".</remarks>
public sealed class InvalidIdempotencyKeyException(int length) : WesogException(
    $"An idempotency key has 1 to 255 printable ASCII characters; this one has {length} characters or others among them.");

/// <summary>The label is invalid; nothing was queued.</summary>
/// <param name="length">Its length in UTF-16 code units.</param>
public sealed class InvalidLabelException(int length) : WesogException(
    $"A label has 1 to 255 characters without a NUL and without half of a surrogate pair; this one has {length} characters or one of these among them.");

/// <summary>Items of the batch break the rules of images; nothing was queued.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Images" and "HTTP" (422).</remarks>
public sealed class InvalidImagesException : WesogException
{
    /// <summary>Creates the exception for the errors of a batch.</summary>
    public InvalidImagesException(int total, ItemErrors itemErrors)
        : base($"{itemErrors.Count} of {total} items are invalid; nothing was queued. First: {Describe(itemErrors.Errors)} All of them are in {nameof(ItemErrors)}.")
    {
        Total = total;
        ItemErrors = itemErrors;
    }

    /// <summary>The number of items in the batch.</summary>
    public int Total { get; }

    /// <summary>The first errors, and the counts of all.</summary>
    public ItemErrors ItemErrors { get; }

    private static string Describe(IReadOnlyList<OperationError> errors) => errors is [var first, ..]
        ? $"item {first.Position}, {first.Field ?? "the item"}: {first.Message} ({first.Code})."
        : "(not listed).";
}

/// <summary>The tenant's queue is full; nothing was stored. Try again when operations have finished.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Queue" and "HTTP" (429).</remarks>
public sealed class QueueFullException(string tenant, int maxOperations, long maxBytes) : WesogException(
    $"The queue of the tenant \"{tenant}\" is full: at most {maxOperations} unfinished operations and {maxBytes} bytes of their items. Try again when some have finished.")
{
    /// <summary>The name of the tenant.</summary>
    public string Tenant { get; } = tenant;

    /// <summary>The largest number of unfinished operations.</summary>
    public int MaxOperations { get; } = maxOperations;

    /// <summary>The largest number of bytes of their items.</summary>
    public long MaxBytes { get; } = maxBytes;
}

/// <summary>The tenant has <see cref="EngineLimits.MaxConcurrentReads"/> reads in progress; nothing was read. Try again when one has ended.</summary>
/// <remarks><c>docs/specification.md</c>, sections "Reads" and "HTTP" (429).</remarks>
public sealed class TooManyReadsException(string tenant, int maxReads) : WesogException(
    $"The tenant \"{tenant}\" has {maxReads} reads in progress, as many as it may have at once. Try again when one has ended.")
{
    /// <summary>The name of the tenant.</summary>
    public string Tenant { get; } = tenant;

    /// <summary>The largest number of reads in progress.</summary>
    public int MaxReads { get; } = maxReads;
}
