using Wesog.Operations;

namespace Wesog.Sqlite.Queueing;

/// <summary>What the rows of unfinished operations do not tell: whether they are claimed, and whether the queue has them yet.</summary>
/// <param name="Running">The claimed operations, by number, and when they started: taken before the rows are read.</param>
/// <param name="Newest">The highest number that the queue has had: taken after the rows' snapshot.</param>
internal readonly record struct QueueView(IReadOnlyDictionary<long, DateTimeOffset> Running, long Newest)
{
    /// <param name="row">The operation as its row has it.</param>
    /// <returns>The operation as others are to see it; null where they are not to see it yet.</returns>
    public Operation? Project(Operation row) => row.State != OperationState.Pending
        ? row
        : Running.TryGetValue(row.Id, out var startedAt)
            ? row.Start(startedAt)
            : row.Id <= Newest ? row : null;
}
