using System.Collections.Concurrent;
using Wesog.Storage;

namespace Wesog.MongoDB.Execution;

/// <summary>
/// Claims of this store's whose commit was not answered: whoever made one may hold the turn without knowing. So before he
/// claims it again what he may hold is given back; or else the tenant would wait until that lease has run out.
/// </summary>
internal sealed class IndeterminateClaims
{
    private readonly ConcurrentDictionary<(string Tenant, string Owner), Lease> _leases = new();

    public void Remember(Lease lease) => _leases[(lease.Tenant, lease.Terms.Owner)] = lease;

    /// <summary>Does nothing where there was none, or where it took no effect.</summary>
    public async Task GiveBackAsync(MongoSession store, string tenant, LeaseOptions terms, CancellationToken cancellationToken)
    {
        if (_leases.TryGetValue((tenant, terms.Owner), out var lease))
        {
            await GiveBackAsync(store, lease, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Releases all of them, when the store is closed and no one will claim again.</summary>
    public async Task GiveBackAllAsync(MongoSession store, CancellationToken cancellationToken)
    {
        foreach (var lease in _leases.Values)
        {
            await GiveBackAsync(store, lease, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task GiveBackAsync(MongoSession store, Lease lease, CancellationToken cancellationToken)
    {
        await new TurnTransaction(store, lease).ReleaseAsync(cancellationToken).ConfigureAwait(false);
        _leases.TryRemove(new((lease.Tenant, lease.Terms.Owner), lease));
    }
}
