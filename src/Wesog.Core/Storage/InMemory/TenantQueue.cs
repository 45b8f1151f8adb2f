namespace Wesog.Storage.InMemory;

/// <summary>A tenant's unfinished operations: the waiting ones, in queue order, and those of the current work item.</summary>
internal sealed class TenantQueue
{
    private readonly Dictionary<long, UnfinishedOperation> _all = [];
    private readonly SortedSet<UnfinishedOperation> _waiting = new(QueueOrder.Instance);
    private long _bytes;

    public int Waiting => _waiting.Count;

    public int Claimed => _all.Count - _waiting.Count;

    public bool Admits(long bytes, QueueLimits bounds) => _all.Count < bounds.Operations && _bytes + bytes <= bounds.Bytes;

    public void Add(UnfinishedOperation operation)
    {
        _all.Add(operation.Number, operation);
        _waiting.Add(operation);
        _bytes += operation.Bytes;
    }

    /// <summary>Returns the operation with a number, which must be part of the current work item.</summary>
    /// <exception cref="InvalidOperationException">The operation is not part of it.</exception>
    public UnfinishedOperation OfTurn(long number) =>
        _all.TryGetValue(number, out var operation) && operation.Claimed
            ? operation
            : throw new InvalidOperationException($"Operation {number} is not part of this work item, or it is finished already.");

    /// <summary>Claims the next operation whatever its size, and those after it while the limits allow.</summary>
    public List<UnfinishedOperation> ClaimRun(CommitLimits bounds)
    {
        var run = bounds.TakeRun(_waiting, next => (next.Items, next.Bytes));
        foreach (var operation in run)
        {
            _waiting.Remove(operation);
            operation.Claimed = true;
        }

        return run;
    }

    public void Return(UnfinishedOperation operation)
    {
        operation.Claimed = false;
        _waiting.Add(operation);
    }

    /// <summary>Removes a finished operation and its payload.</summary>
    public UnfinishedOperation Remove(long number)
    {
        _all.Remove(number, out var operation);
        if (!operation!.Claimed)
        {
            _waiting.Remove(operation);
        }

        operation.Claimed = false;
        _bytes -= operation.Bytes;
        return operation;
    }
}
