using Wesog.Storage;

namespace Wesog.Sqlite.Queueing;

/// <summary>
/// Caches the items of newly accepted operations, up to a size limit. Most are claimed at once, and are then not read
/// from the file.
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

    /// <summary>Removes the items of a finished operation.</summary>
    public void Drop(UnfinishedOperation operation)
    {
        if (operation.Work is not null)
        {
            operation.Work = null;
            Interlocked.Add(ref _bytes, -operation.Bytes);
        }
    }
}
