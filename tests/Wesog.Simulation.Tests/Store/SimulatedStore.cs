using Wesog.Storage;

namespace Wesog.Simulation.Tests.Store;

/// <summary>
/// What the engines of a run share, as plainly as can be: nothing but dictionaries, each call at one moment. It shares nothing with
/// the stores of the project.
/// </summary>
internal sealed class SimulatedStore(Func<TimeSpan> now, Mutant flaw, Func<double, bool> chance)
{
    private readonly SortedDictionary<string, TenantRecord> _tenants = new(StringComparer.Ordinal);

    public Mutant Flaw => flaw;

    public IEnumerable<KeyValuePair<string, TenantRecord>> Tenants => _tenants;

    public TenantRecord this[string tenant]
    {
        get
        {
            if (!_tenants.TryGetValue(tenant, out var record))
            {
                _tenants.Add(tenant, record = new(tenant, now, flaw, chance));
            }

            return record;
        }
    }

    public IReadOnlyList<TenantBacklog> ListBacklogs() =>
    [
        .. _tenants.Select(tenant => new TenantBacklog(tenant.Key, tenant.Value.Backlog())).Where(backlog => backlog.Operations > 0),
    ];
}
