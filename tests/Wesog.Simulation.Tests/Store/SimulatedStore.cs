using Wesog.Operations;
using Wesog.Simulation.Tests.Running;
using Wesog.Storage;

namespace Wesog.Simulation.Tests.Store;

/// <summary>
/// The store that the engines of a run share: plain dictionaries with atomic calls. It shares no code with the stores of the
/// project.
/// </summary>
/// <remarks>
/// Some runs have an exclusive store: it belongs to the host that opened it last, as a file does. The claims of the previous owner end.
/// </remarks>
internal sealed class SimulatedStore(Func<TimeSpan> now, Mutant mutant, bool isExclusive, Func<double, bool> chance)
{
    private const string LastId = "d";

    private readonly SortedDictionary<string, TenantRecord> _tenants = new(StringComparer.Ordinal);
    private int _generation;
    private ReadOnlyMemory<byte> _clockState;

    // In some runs an image of each tenant is damaged, and some payloads.
    private readonly bool _isDamaged = chance(0.2);

    // In some runs the disk loses what it has confirmed when the owner of the store ends.
    private readonly bool _syncsLie = isExclusive && chance(0.2);

    public Mutant Mutant => mutant;

    public bool IsExclusive => isExclusive;

    /// <summary>Whether an acknowledged operation was lost and the store said so when it was opened.</summary>
    public bool HasReportedLoss { get; private set; }

    public void Open(Host host)
    {
        if (_syncsLie && chance(0.3) && _tenants.Values.Any(tenant => tenant.LoseLastUnfinished()))
        {
            HasReportedLoss = mutant != Mutant.HidesLoss;
            if (HasReportedLoss)
            {
                throw new StoreInitializationException("simulated", "The log ends before the last acknowledged transaction.");
            }
        }

        if (isExclusive)
        {
            host.Generation = ++_generation;
            foreach (var tenant in _tenants.Values)
            {
                tenant.EndLease();
            }
        }
    }

    public bool IsOwner(Host host) => !isExclusive || host.Generation == _generation;

    /// <summary>Refuses a host that another one has replaced. A host that opens the store has no generation yet.</summary>
    public void RequireOwner(Host host)
    {
        if (!IsOwner(host) && host.Generation > 0 && mutant != Mutant.IgnoresGeneration)
        {
            throw new StoreUnavailableException("simulated", StoreUnavailableReason.Unreachable);
        }
    }

    public int RemoveExpired(RetentionPolicy policy)
    {
        _clockState = policy.UpdateClockState?.Invoke(_clockState) ?? _clockState;
        return _tenants.Values.Sum(tenant => tenant.RemoveExpired(policy));
    }

    public IEnumerable<KeyValuePair<string, TenantRecord>> Tenants => _tenants;

    public TenantRecord this[string tenant]
    {
        get
        {
            if (!_tenants.TryGetValue(tenant, out var record))
            {
                _tenants.Add(tenant, record = new(tenant, now, mutant, chance, _isDamaged ? LastId : null));
            }

            return record;
        }
    }

    public IReadOnlyList<TenantBacklog> ListBacklogs() =>
    [
        .. _tenants.Select(tenant => new TenantBacklog(tenant.Key, tenant.Value.Backlog())).Where(backlog => backlog.Operations > 0),
    ];
}
