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

    /// <summary>Returns the operations that match a query, as <see cref="IOperationReads.ListOperationsAsync"/> does.</summary>
    /// <param name="newestFirst">The operations as stored, newest first, from one snapshot. They are read as far as needed.</param>
    /// <param name="query">The query.</param>
    public IReadOnlyList<Operation> List(IEnumerable<Operation> newestFirst, OperationQuery query)
    {
        ArgumentNullException.ThrowIfNull(newestFirst);
        ArgumentNullException.ThrowIfNull(query);
        var matches = new List<Operation>();
        foreach (var stored in newestFirst)
        {
            if (matches.Count == query.Limit)
            {
                break;
            }

            // A running operation is stored as pending, so the state is compared after the projection.
            if (Project(stored) is { } operation && query.Selects(operation))
            {
                matches.Add(operation.WithFirstErrors(query.MaxErrors));
            }
        }

        return matches;
    }
}
