using System.Collections.Concurrent;

namespace Wesog.Sqlite.Queueing;

/// <summary>Finds tenants by name. Tenants are never removed.</summary>
internal sealed class TenantIndex(TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, Tenant> _tenants = new(StringComparer.Ordinal);

    public IEnumerable<Tenant> All => _tenants.Values;

    public Tenant? Find(string name) => _tenants.GetValueOrDefault(name);

    public Tenant FindOrAdd(string name) => _tenants.GetOrAdd(name, static (added, clock) => new(added, clock), clock);

    public void Dispose()
    {
        foreach (var tenant in All)
        {
            tenant.Dispose();
        }
    }
}
