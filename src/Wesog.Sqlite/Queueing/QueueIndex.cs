using System.Collections.Concurrent;

namespace Wesog.Sqlite.Queueing;

/// <summary>Finds the queue of a tenant by name. Queues are never removed.</summary>
internal sealed class QueueIndex(TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, TenantQueue> _queues = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, TenantQueue>> All => _queues;

    public TenantQueue? Find(string tenant) => _queues.GetValueOrDefault(tenant);

    public TenantQueue FindOrAdd(string tenant, long row) =>
        _queues.GetOrAdd(tenant, static (_, made) => new(made.row, made.clock), (row, clock));

    public void Dispose()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Dispose();
        }
    }
}
