using Wesog.Storage;

namespace Wesog.Sqlite.Queueing;

/// <summary>
/// Keeps the items of operations that were just accepted, within a bound: most are claimed at once, and then need not
/// be read back.
/// </summary>
internal sealed class WorkCache(long maxBytes)
{
    private long _bytes;

    public void Keep(UnfinishedOperation operation, OperationPayload work)
    {
        if (Interlocked.Add(ref _bytes, operation.Bytes) <= maxBytes)
        {
            operation.Work = work;
        }
        else
        {
            Interlocked.Add(ref _bytes, -operation.Bytes);
        }
    }

    /// <summary>Lets go of the items of an operation that is finished.</summary>
    public void Drop(UnfinishedOperation operation)
    {
        if (operation.Work is not null)
        {
            operation.Work = null;
            Interlocked.Add(ref _bytes, -operation.Bytes);
        }
    }
}
