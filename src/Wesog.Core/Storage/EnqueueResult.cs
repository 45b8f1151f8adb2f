using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>What became of an operation that was to be accepted: exactly one of three.</summary>
public abstract record EnqueueResult
{
    private EnqueueResult()
    {
    }

    /// <summary>It is kept.</summary>
    /// <param name="Operation">The operation with its number.</param>
    public sealed record Accepted(Operation Operation) : EnqueueResult;

    /// <summary>Its idempotency key is bound already; nothing was kept.</summary>
    /// <param name="Operation">The operation that the key is bound to, as it is now.</param>
    /// <param name="Fingerprint">The submission that bound it.</param>
    public sealed record Duplicate(Operation Operation, ReadOnlyMemory<byte> Fingerprint) : EnqueueResult;

    /// <summary>It would go beyond a bound of the queue; nothing was kept.</summary>
    public sealed record Full : EnqueueResult;
}
