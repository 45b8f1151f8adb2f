using Wesog.Storage;

namespace Wesog.MongoDB.Enqueueing;

/// <summary>
/// Accepts operations: those of one tenant that come while a transaction is under way share the next one. So this host's
/// submissions never conflict with each other, and many small ones cost one commit.
/// </summary>
internal sealed class EnqueueCoalescer(MongoSession store)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<PendingEnqueue>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Whether operations of the tenant are being accepted by this host.</summary>
    public bool IsBusy(string tenant)
    {
        lock (_lock)
        {
            return _waiting.ContainsKey(tenant);
        }
    }

    public async Task<EnqueueResult> AcceptAsync(NewOperation draft, QueueLimits bounds, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = new PendingEnqueue(draft, bounds);
        if (Join(entry))
        {
            _ = Task.Run(() => ServeAsync(draft.Operation.Tenant), CancellationToken.None);
        }

        return await entry.Result.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    // A tenant is served by the one whose entry began its queue, until that is empty.
    private bool Join(PendingEnqueue entry)
    {
        lock (_lock)
        {
            var isFirst = !_waiting.TryGetValue(entry.Draft.Operation.Tenant, out var queue);
            if (queue is null)
            {
                _waiting.Add(entry.Draft.Operation.Tenant, queue = new());
            }

            queue.Enqueue(entry);
            return isFirst;
        }
    }

    private List<PendingEnqueue> Take(string tenant)
    {
        lock (_lock)
        {
            var queue = _waiting[tenant];
            var taken = new List<PendingEnqueue>();
            var bytes = 0L;
            while (queue.TryPeek(out var next) && EnqueueBatch.HasRoom(taken.Count, bytes += next.Bytes))
            {
                taken.Add(queue.Dequeue());
            }

            if (taken.Count == 0)
            {
                _waiting.Remove(tenant);
            }

            return taken;
        }
    }

    private async Task ServeAsync(string tenant)
    {
        while (Take(tenant) is { Count: > 0 } entries)
        {
            await new EnqueueBatch(store, tenant, entries).RunAsync().ConfigureAwait(false);
        }
    }
}
