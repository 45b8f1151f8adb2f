using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>The result of enqueueing an operation: accepted, duplicate or full.</summary>
public abstract record EnqueueResult
{
    private EnqueueResult()
    {
    }

    /// <summary>The store accepted the operation.</summary>
    /// <param name="Operation">The operation with its number.</param>
    public sealed record Accepted(Operation Operation) : EnqueueResult;

    /// <summary>The idempotency key is bound already; nothing was stored.</summary>
    /// <param name="Operation">The operation that the key is bound to, in its current state.</param>
    /// <param name="Fingerprint">The fingerprint of the submission that bound the key.</param>
    public sealed record Duplicate(Operation Operation, ReadOnlyMemory<byte> Fingerprint) : EnqueueResult;

    /// <summary>The operation would exceed a limit of the queue; nothing was stored.</summary>
    public sealed record Full : EnqueueResult;
}
