namespace Wesog.Storage.InMemory;

/// <summary>A tenant's finished operations, the first to finish at the front.</summary>
internal sealed class FinishedOperations
{
    // By time and not by arrival: a clock may be set back between two commits. Numbers decide between equal times.
    private readonly PriorityQueue<string?, (DateTimeOffset FinishedAt, long Number)> _queue = new();

    public void Add(long number, string? key, DateTimeOffset finishedAt) => _queue.Enqueue(key, (finishedAt, number));

    /// <summary>Takes the first to finish out, where the policy lets it go.</summary>
    public bool TryTakeExpired(RetentionPolicy policy, out long number, out string? key)
    {
        if (_queue.TryPeek(out key, out var order)
            && (order.FinishedAt < policy.FinishedBefore || _queue.Count > policy.KeepPerTenant))
        {
            _queue.Dequeue();
            number = order.Number;
            return true;
        }

        (number, key) = (0, null);
        return false;
    }
}
