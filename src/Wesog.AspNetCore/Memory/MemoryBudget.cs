using System.Runtime.InteropServices;

namespace Wesog.AspNetCore.Memory;

/// <summary>The memory that all requests of a host may use for bodies and responses. One tenant may use half of it.</summary>
/// <param name="total">The number of bytes.</param>
internal sealed class MemoryBudget(long total)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _byTenant = [];
    private long _used;

    /// <summary>The most bytes that one tenant may use.</summary>
    public long TenantShare => total / 2;

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
            if (_byTenant.GetValueOrDefault(tenant) + bytes > TenantShare)
            {
                return MemoryGrant.TenantIsFull;
            }

            if (_used + bytes > total)
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

    /// <summary>The tenant would have more than its share.</summary>
    TenantIsFull,

    /// <summary>All tenants together would have more than the total.</summary>
    HostIsFull,
}
