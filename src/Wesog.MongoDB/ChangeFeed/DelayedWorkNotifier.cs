using System.Threading.Channels;
using Wesog.Storage;

namespace Wesog.MongoDB.ChangeFeed;

/// <summary>
/// Tells of a tenant's work some moments after it came, unless someone has taken it by then: the host that accepted an
/// operation is at it at once as a rule, and a hundred others need not ask for it too.
/// </summary>
internal sealed class DelayedWorkNotifier(ChannelWriter<StoreChange> news, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ITimer> _pending = new(StringComparer.Ordinal);
    private bool _disposed;

    public void Came(string tenant)
    {
        lock (_lock)
        {
            if (!_disposed && !_pending.ContainsKey(tenant))
            {
                _pending.Add(
                    tenant, timeProvider.CreateTimer(_ => Tell(tenant), null, Grace + Jitter(), Timeout.InfiniteTimeSpan));
            }
        }
    }

    public void Taken(string tenant) => Forget(tenant);

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var timer in _pending.Values)
            {
                timer.Dispose();
            }

            _pending.Clear();
        }
    }

    private void Tell(string tenant)
    {
        if (Forget(tenant))
        {
            news.TryWrite(new StoreChange.WorkWaits(tenant));
        }
    }

    private bool Forget(string tenant)
    {
        lock (_lock)
        {
            if (!_pending.Remove(tenant, out var timer))
            {
                return false;
            }

            timer.Dispose();
            return true;
        }
    }

    // Hosts that wait for the same work must not all ask for it at one moment.
#pragma warning disable CA5394 // Jitter needs no secrecy.
    private static TimeSpan Jitter() => Spread * Random.Shared.NextDouble();
#pragma warning restore CA5394
}
