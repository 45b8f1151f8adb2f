using Wesog.Storage;

namespace Wesog.MongoDB.Enqueueing;

/// <summary>
/// Accepts operations. Operations of one tenant that arrive during a transaction share the next one. A host's own
/// submissions therefore never conflict, and many small ones share one commit.
/// </summary>
internal sealed class EnqueueCoalescer(MongoSession store)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<PendingEnqueue>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Returns true while this host is accepting operations of the tenant.</summary>
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

    // The caller whose entry starts a tenant's queue processes the queue until it is empty.
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
