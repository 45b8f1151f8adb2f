namespace Wesog.Storage.InMemory;

/// <summary>A tenant's finished operations, ordered by finish time, oldest first.</summary>
internal sealed class FinishedOperations
{
    // Sorted by time, not by commit order, because a clock may be set back between two commits; then by number.
    private readonly PriorityQueue<string?, (DateTimeOffset FinishedAt, long Number)> _queue = new();

    public void Add(long number, string? key, DateTimeOffset finishedAt) => _queue.Enqueue(key, (finishedAt, number));

    /// <summary>Removes the oldest operation if the policy expires it.</summary>
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
