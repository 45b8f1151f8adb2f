using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests.Checks;

/// <summary>The oracle of each tenant.</summary>
internal sealed class Oracles(SimulationContext context)
{
    private readonly SortedDictionary<string, TenantOracle> _oracles = new(StringComparer.Ordinal);

    public TenantOracle this[string tenant]
    {
        get
        {
            if (!_oracles.TryGetValue(tenant, out var oracle))
            {
                _oracles.Add(tenant, oracle = new(context, tenant));
            }

            return oracle;
        }
    }

    public IEnumerable<TenantOracle> All => _oracles.Values;

    /// <summary>Records that another host owns the store now, which ends the claims of the previous owner.</summary>
    public void OwnerChanged()
    {
        foreach (var oracle in _oracles.Values)
        {
            oracle.WorkItems.OwnerChanged();
        }
    }

    /// <summary>Compares the content of the store with the expected state.</summary>
    public void Check()
    {
        foreach (var oracle in _oracles.Values)
        {
            oracle.Check();
        }
    }
}
