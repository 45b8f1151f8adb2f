using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Sqlite.Queueing;

/// <summary>
/// Caches the payloads of newly accepted operations, up to a size limit. Most are claimed at once, and are then not read from the file.
/// </summary>
internal sealed class PayloadCache(long maxBytes)
{
    private long _bytes;

    public void Add(QueuedOperation operation, OperationPayload payload)
    {
        if (Interlocked.Add(ref _bytes, operation.Bytes) <= maxBytes)
        {
            operation.Payload = payload;
        }
        else
        {
            Interlocked.Add(ref _bytes, -operation.Bytes);
        }
    }

    /// <summary>Removes the payload of a finished operation.</summary>
    public void Remove(QueuedOperation operation)
    {
        if (operation.Payload is not null)
        {
            operation.Payload = null;
            Interlocked.Add(ref _bytes, -operation.Bytes);
        }
    }
}
