using System.Collections.Concurrent;
using Wesog.Storage;

namespace Wesog.MongoDB.Execution;

/// <summary>
/// Tracks claims whose commit result is unknown. The store may hold such a lease without knowing it, so it releases the
/// lease before the next claim. Otherwise the tenant would wait until the lease expires.
/// </summary>
internal sealed class IndeterminateClaims
{
    private readonly ConcurrentDictionary<(string Tenant, string Owner), Lease> _leases = new();

    public void Remember(Lease lease) => _leases[(lease.Tenant, lease.Options.Owner)] = lease;

    /// <summary>Releases the lease of an indeterminate claim, if there is one and it took effect.</summary>
    public async Task GiveBackAsync(MongoSession store, string tenant, LeaseOptions terms, CancellationToken cancellationToken)
    {
        if (_leases.TryGetValue((tenant, terms.Owner), out var lease))
        {
            await GiveBackAsync(store, lease, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Releases the leases of all indeterminate claims, when the store closes.</summary>
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
        _leases.TryRemove(new((lease.Tenant, lease.Options.Owner), lease));
    }
}
