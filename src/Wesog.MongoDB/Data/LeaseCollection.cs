using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.Storage;

namespace Wesog.MongoDB.Data;

/// <summary>
/// Reads and writes leases: a tenant's lease owner, fencing token and expiry. Leases have their own collection, so that a heartbeat neither
/// waits for nor conflicts with the transaction that it protects.
/// </summary>
/// <param name="leases">The collection.</param>
/// <param name="testClock">Replaces the server's clock in tests. Leases otherwise use the server's, because hosts' clocks may differ.</param>
internal sealed class LeaseCollection(IMongoCollection<BsonDocument> leases, TimeProvider? testClock)
{
    private BsonValue Now => testClock is null ? "$$NOW" : new BsonDateTime(testClock.GetUtcNow().UtcDateTime);

    // In BSON order, a missing time compares less than any time.
    private BsonDocument IsAlive => new("$gt", new BsonArray { "$until", Now });

    /// <summary>Creates a tenant's lease document, if it is missing.</summary>
    public Task CreateAsync(string tenant, CancellationToken cancellationToken) =>
        Upserts.CreateAsync(leases, tenant, new("fence", 0L), cancellationToken);

    /// <summary>Takes a tenant's lease, if no lease is alive.</summary>
    /// <returns>The lease, and whether the previous one expired unreleased; null if a lease is alive.</returns>
    public async Task<(Lease Lease, bool TakenOver)?> ClaimAsync(
        IClientSessionHandle session, string tenant, LeaseOptions leaseOptions, CancellationToken cancellationToken)
    {
        var free = Ids.Tenant(tenant).Add("$expr", new BsonDocument("$not", new BsonArray { IsAlive }));
        var claim = Set(new()
        {
            { "fence", new BsonDocument("$add", new BsonArray { "$fence", 1L }) },
            { "owner", new BsonDocument("$literal", leaseOptions.Owner) },
            { "until", After(leaseOptions.Duration) },
        });
        var before = await leases.FindOneAndUpdateAsync(session, free, claim, cancellationToken: cancellationToken).ConfigureAwait(false);
        return before is null ? null : (new(tenant, leaseOptions, before["fence"].AsInt64 + 1), before.Contains("until"));
    }

    /// <summary>Reads the lease's current state, outside any transaction snapshot.</summary>
    /// <exception cref="LeaseLostException">The lease is no longer alive.</exception>
    public async Task RequireAsync(Lease lease, CancellationToken cancellationToken)
    {
        if (!await leases.Find(Alive(lease)).AnyAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new LeaseLostException(lease);
        }
    }

    /// <exception cref="LeaseLostException">The lease is no longer alive.</exception>
    public async Task RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        var renewed = await leases
            .UpdateOneAsync(Alive(lease), Set(new("until", After(lease.Options.Duration))), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        if (renewed.MatchedCount == 0)
        {
            throw new LeaseLostException(lease);
        }
    }

    /// <returns>False if the lease is no longer alive.</returns>
    public async Task<bool> ReleaseAsync(IClientSessionHandle session, Lease lease, CancellationToken cancellationToken)
    {
        var release = new BsonDocument("$unset", new BsonDocument { { "until", "" }, { "owner", "" } });
        var released = await leases
            .UpdateOneAsync(session, Alive(lease), release, cancellationToken: cancellationToken).ConfigureAwait(false);
        return released.MatchedCount == 1;
    }

    /// <summary>Returns whether a tenant has a live lease.</summary>
    public async Task<bool> IsHeldAsync(IClientSessionHandle session, string tenant, CancellationToken cancellationToken) =>
        (await ListHeldAsync(session, [tenant], cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <summary>Returns the given tenants that have a live lease.</summary>
    public async Task<IReadOnlySet<string>> ListHeldAsync(
        IClientSessionHandle session, IEnumerable<string> tenants, CancellationToken cancellationToken)
    {
        var ids = new BsonArray(tenants);
        if (ids.Count == 0)
        {
            return new HashSet<string>();
        }

        var filter = new BsonDocument { { "_id", new BsonDocument("$in", ids) }, { "$expr", IsAlive } };
        var held = await leases
            .Find(session, filter).Project(new BsonDocument("_id", 1)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return held.Select(document => document["_id"].AsString).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Returns the longest remaining lifetime of the owners' leases, or zero if none is alive.</summary>
    public async Task<TimeSpan> RemainingAsync(IReadOnlyCollection<string> owners, CancellationToken cancellationToken)
    {
        var remaining = await leases
            .Find(new BsonDocument { { "owner", new BsonDocument("$in", new BsonArray(owners)) }, { "$expr", IsAlive } })
            .Project(new BsonDocument("remaining", new BsonDocument("$subtract", new BsonArray { "$until", Now })))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return remaining.Count == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(remaining.Max(lease => lease["remaining"].ToDouble()));
    }

    private BsonDocument After(TimeSpan duration) => new("$add", new BsonArray { Now, (long)duration.TotalMilliseconds });

    // The owner must match too: if a claim had no effect, another owner may have its fencing token.
    private BsonDocument Alive(Lease lease) => new()
    {
        { "_id", lease.Tenant }, { "fence", lease.FencingToken }, { "owner", lease.Options.Owner }, { "$expr", IsAlive },
    };

    private static PipelineDefinition<BsonDocument, BsonDocument> Set(BsonDocument members) => new BsonDocument[] { new("$set", members) };
}
