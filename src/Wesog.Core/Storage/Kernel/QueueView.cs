using Wesog.Operations;

namespace Wesog.Storage;

/// <summary>
/// Adds to stored operations what only a <see cref="TenantQueue"/> knows: which are running, and which are visible yet. A store keeps
/// an unfinished operation in state pending.
/// </summary>
/// <param name="Running">The running operations by number, with their start times: <see cref="TenantQueue.Running"/>, read before the rows.</param>
/// <param name="Newest">The highest visible number: <see cref="TenantQueue.Newest"/>, read after the snapshot of the rows.</param>
public readonly record struct QueueView(IReadOnlyDictionary<long, DateTimeOffset> Running, long Newest)
{
    /// <summary>Returns an operation as readers see it; null if it is not visible yet.</summary>
    /// <param name="stored">The operation as stored.</param>
    public Operation? Project(Operation stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored.State != OperationState.Pending
            ? stored
            : Running.TryGetValue(stored.Id, out var startedAt)
                ? stored.Start(startedAt)
                : stored.Id <= Newest ? stored : null;
    }
}
