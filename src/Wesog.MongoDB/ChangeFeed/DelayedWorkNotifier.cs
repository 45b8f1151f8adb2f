using System.Threading.Channels;
using Wesog.Storage;

namespace Wesog.MongoDB.ChangeFeed;

/// <summary>
/// Reports a tenant's new work after a short delay, unless a host has claimed it by then. The accepting host usually claims it at once, so
/// the other hosts rarely need to try.
/// </summary>
internal sealed class DelayedWorkNotifier(ChannelWriter<StoreChange> changes, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ITimer> _pending = new(StringComparer.Ordinal);
    private bool _disposed;

    public void Add(string tenant)
    {
        lock (_lock)
        {
            if (!_disposed && !_pending.ContainsKey(tenant))
            {
                _pending.Add(tenant, timeProvider.CreateTimer(_ => Notify(tenant), null, Grace + Jitter(), Timeout.InfiniteTimeSpan));
            }
        }
    }

    /// <summary>Removes a tenant that was claimed. Returns false if its work was reported, or is not known.</summary>
    public bool Remove(string tenant)
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

    private void Notify(string tenant)
    {
        if (Remove(tenant))
        {
            changes.TryWrite(new StoreChange.WorkWaits(tenant));
        }
    }

    // Spreads the claims of hosts that wait for the same work.
#pragma warning disable CA5394 // Jitter needs no secrecy.
    private static TimeSpan Jitter() => Spread * Random.Shared.NextDouble();
#pragma warning restore CA5394
}
