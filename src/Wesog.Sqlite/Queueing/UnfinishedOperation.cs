using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Sqlite.Queueing;

/// <summary>The in-memory state of an unfinished operation.</summary>
internal sealed class UnfinishedOperation(long row, Operation operation, long bytes, int attempts)
{
    public long Row { get; } = row;

    public long Number => Operation.Id;

    /// <summary>The pending operation, as stored.</summary>
    public Operation Operation { get; } = operation;

    /// <summary>The stored size of its items in bytes.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>The number of committed failed attempts.</summary>
    public int Attempts { get; set; } = attempts;

    /// <summary>True if the operation belongs to a work item, even if that work item's lease has expired.</summary>
    public bool Claimed { get; set; }

    /// <summary>The cached items, or null.</summary>
    public OperationPayload? Work { get; set; }
}
