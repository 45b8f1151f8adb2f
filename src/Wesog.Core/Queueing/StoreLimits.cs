using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Queueing;

/// <summary>The engine's limits as the store takes them.</summary>
internal static class StoreLimits
{
    public static QueueLimits OfQueue(this EngineLimits limits) => new(limits.MaxQueuedOperations, limits.MaxQueuedBytes);

    public static CommitLimits OfCommit(this EngineLimits limits) => new(limits.GroupOperations, limits.GroupItems, limits.GroupBytes);
}
