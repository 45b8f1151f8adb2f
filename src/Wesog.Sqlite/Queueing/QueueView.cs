using Wesog.Operations;

namespace Wesog.Sqlite.Queueing;

/// <summary>
/// The in-memory state that stored rows of unfinished operations lack: which are claimed, and which are in the queue.
/// </summary>
/// <param name="Running">The claimed operations by number, with their start times. Read before the rows.</param>
/// <param name="Newest">The highest number that has entered the queue. Read after the rows' snapshot.</param>
internal readonly record struct QueueView(IReadOnlyDictionary<long, DateTimeOffset> Running, long Newest)
{
    /// <param name="row">The operation as stored.</param>
    /// <returns>The operation as readers see it, or null if it is not visible yet.</returns>
    public Operation? Project(Operation row) => row.State != OperationState.Pending
        ? row
        : Running.TryGetValue(row.Id, out var startedAt)
            ? row.Start(startedAt)
            : row.Id <= Newest ? row : null;
}
