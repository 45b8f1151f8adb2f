using System.Runtime.InteropServices;

namespace Wesog.AspNetCore.Memory;

/// <summary>
/// The memory that all requests of a host may use for bodies and responses. One tenant may use half of what the others leave free, and tenants that use little
/// have a reserve: while some tenants fill their share, the next one finds memory.
/// </summary>
/// <param name="total">The number of bytes.</param>
internal sealed class MemoryBudget(long total)
{
    // In bytes: what only tenants that use little may take, and how much that is. It holds a page of usual images, or a small batch.
    private readonly long _reserve = total / 32;
    private readonly long _little = Math.Min(1 << 20, total / 256);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _byTenant = [];
    private long _used;

    /// <summary>The number of bytes that all tenants may use.</summary>
    public long Total => total;

    /// <summary>The most bytes that one tenant may use, while no other uses any.</summary>
    public long LargestShare => total / 2;

    /// <summary>The number of bytes in use.</summary>
    public long Used
    {
        get
        {
            lock (_lock)
            {
                return _used;
            }
        }
    }

    /// <summary>Takes memory for a tenant.</summary>
    /// <returns>Whether it was available; if not, nothing is taken.</returns>
    public MemoryGrant TryTake(string tenant, long bytes)
    {
        lock (_lock)
        {
            var before = _byTenant.GetValueOrDefault(tenant);
            var (own, others) = (before + bytes, _used - before);
            if (own > LargestShare)
            {
                return MemoryGrant.TenantIsFull;
            }

            var free = total - others;
            if (own > (own > _little ? Math.Min(free / 2, free - _reserve) : free))
            {
                return MemoryGrant.HostIsFull;
            }

            Add(tenant, bytes);
            return MemoryGrant.Taken;
        }
    }

    /// <summary>Takes memory that is in use already, even beyond the budget. Requests that follow are refused until enough is returned.</summary>
    public void Take(string tenant, long bytes)
    {
        lock (_lock)
        {
            Add(tenant, bytes);
        }
    }

    /// <summary>Returns memory of a tenant.</summary>
    public void Return(string tenant, long bytes)
    {
        lock (_lock)
        {
            Add(tenant, -bytes);
            if (_byTenant[tenant] == 0)
            {
                _byTenant.Remove(tenant);
            }
        }
    }

    private void Add(string tenant, long bytes)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_byTenant, tenant, out _) += bytes;
        _used += bytes;
    }
}

/// <summary>The result of taking memory.</summary>
internal enum MemoryGrant
{
    /// <summary>The memory was taken.</summary>
    Taken,

    /// <summary>The tenant would have more than one tenant may ever have.</summary>
    TenantIsFull,

    /// <summary>The other tenants leave too little.</summary>
    HostIsFull,
}
