using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>An unfinished operation in a <see cref="TenantQueue"/>.</summary>
/// <param name="operation">The operation, pending, with its number.</param>
/// <param name="bytes">Its size, by <see cref="PayloadCodec.Measure"/>.</param>
public sealed class QueuedOperation(Operation operation, long bytes)
{
    /// <summary>The operation, pending.</summary>
    public Operation Operation { get; } = operation;

    /// <summary>Its size in bytes.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>Its idempotency key; null for none. Not used by the queue.</summary>
    public string? Key { get; init; }

    /// <summary>The identifier of its row or file in the store; 0 by default. Not used by the queue.</summary>
    public long StorageId { get; init; }

    /// <summary>The number of failed attempts.</summary>
    public int Attempts { get; set; }

    /// <summary>Its payload; null if the store keeps it elsewhere.</summary>
    public OperationPayload? Payload { get; set; }

    /// <summary>Why it cannot be executed, if the store has found it damaged; null otherwise. Not used by the queue.</summary>
    public StoreDamagedException? Damage { get; init; }

    /// <summary>Whether it is part of a work item, also of one whose lease has expired.</summary>
    internal bool IsClaimed { get; set; }

    /// <summary>Whether it stays unfinished until a restart, because the store can neither execute nor end it.</summary>
    internal bool IsSetAside { get; set; }
}
