using Wesog.Simulation.Tests.Running;

namespace Wesog.Simulation.Tests.Checks;

/// <summary>The ledger of each tenant.</summary>
internal sealed class Ledgers(Scene scene)
{
    private readonly SortedDictionary<string, TenantLedger> _ledgers = new(StringComparer.Ordinal);

    public TenantLedger this[string tenant]
    {
        get
        {
            if (!_ledgers.TryGetValue(tenant, out var ledger))
            {
                _ledgers.Add(tenant, ledger = new(scene, tenant));
            }

            return ledger;
        }
    }

    public IEnumerable<TenantLedger> All => _ledgers.Values;

    /// <summary>Compares what is in the store with what the ledgers allow.</summary>
    public void Look()
    {
        foreach (var ledger in _ledgers.Values)
        {
            ledger.Look();
        }
    }
}
