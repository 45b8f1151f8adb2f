namespace Wesog.Storage.InMemory;

/// <summary>A tenant's unfinished operations: those that wait, in queue order, and those of the present turn.</summary>
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

    /// <summary>The operation of a number where it belongs to the present turn.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public UnfinishedOperation OfTurn(long number) =>
        _all.TryGetValue(number, out var operation) && operation.Claimed
            ? operation
            : throw new InvalidOperationException($"Operation {number} is not of this turn, or it is finished already.");

    /// <summary>Takes the next operation however large it is, and its neighbours as far as the bounds allow.</summary>
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

    /// <summary>Forgets an operation that is finished, its items with it.</summary>
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
