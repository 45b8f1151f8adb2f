namespace Wesog.Operations;

/// <summary>A batch beyond <see cref="EngineLimits.MaxBatchItems"/> or <see cref="EngineLimits.MaxBodyBytes"/>.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP" (413).</remarks>
public sealed class BatchTooLargeException(int maxItems, long maxBytes) : WesogException(
    $"The batch is too large: at most {maxItems} items and {maxBytes} bytes. Send it in parts.")
{
    /// <summary>Whether the batch has more than <see cref="MaxItems"/> items; otherwise it has more than <see cref="MaxBytes"/> bytes. Default false.</summary>
    public bool HasTooManyItems { get; init; }

    /// <summary>Most items of a batch.</summary>
    public int MaxItems { get; } = maxItems;

    /// <summary>Most bytes of a body, after decompression.</summary>
    public long MaxBytes { get; } = maxBytes;
}
