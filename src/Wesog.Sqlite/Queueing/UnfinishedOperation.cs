using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Sqlite.Queueing;

/// <summary>What is kept in memory of an operation until it is finished.</summary>
internal sealed class UnfinishedOperation(long row, Operation operation, long bytes, int attempts)
{
    public long Row { get; } = row;

    public long Number => Operation.Id;

    /// <summary>The operation, pending, as its row has it.</summary>
    public Operation Operation { get; } = operation;

    /// <summary>The bytes of its items as the file keeps them.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>As many as are committed.</summary>
    public int Attempts { get; set; } = attempts;

    /// <summary>Whether it belongs to a turn, be that turn's lease alive or dead.</summary>
    public bool Claimed { get; set; }

    /// <summary>Its items, where they are kept in memory too.</summary>
    public OperationPayload? Work { get; set; }
}
