using Wesog.Storage;

namespace Wesog.Simulation.Tests.Store;

/// <summary>
/// The store that the engines of a run share: plain dictionaries with atomic calls. It shares no code with the stores of the
/// project.
/// </summary>
internal sealed class SimulatedStore(Func<TimeSpan> now, Mutant mutant, Func<double, bool> chance)
{
    private readonly SortedDictionary<string, TenantRecord> _tenants = new(StringComparer.Ordinal);

    public Mutant Mutant => mutant;

    public IEnumerable<KeyValuePair<string, TenantRecord>> Tenants => _tenants;

    public TenantRecord this[string tenant]
    {
        get
        {
            if (!_tenants.TryGetValue(tenant, out var record))
            {
                _tenants.Add(tenant, record = new(tenant, now, mutant, chance));
            }

            return record;
        }
    }

    public IReadOnlyList<TenantBacklog> ListBacklogs() =>
    [
        .. _tenants.Select(tenant => new TenantBacklog(tenant.Key, tenant.Value.Backlog())).Where(backlog => backlog.Operations > 0),
    ];
}
