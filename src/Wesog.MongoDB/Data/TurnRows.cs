using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Storage;

namespace Wesog.MongoDB.Data;

/// <summary>
/// Reads and writes turns: who holds a tenant's, under which fence and until when, and the counters of what was carried
/// out in it. Whoever commits under a lease writes its turn first: so no two such transactions run at once, and one that
/// a successor has overtaken finds another fence, or a conflict, and never commits.
/// </summary>
internal sealed class TurnRows(IMongoCollection<BsonDocument> turns, LeaseClock clock)
{
    /// <summary>Begins a tenant's turn, where it has none yet.</summary>
    public Task BeginAsync(string tenant, CancellationToken cancellationToken) => Upserts.BeginAsync(
        turns,
        tenant,
        new() { { "fence", 0L }, { "finished", 0L }, { "finished_bytes", 0L }, { "images", 0L }, { "version", 0L } },
        cancellationToken);

    /// <summary>Null where the tenant has none yet.</summary>
    public async Task<TurnCounters?> FindAsync(IClientSessionHandle session, string tenant, CancellationToken cancellationToken)
    {
        var found = await turns
            .Find(session, new BsonDocument("_id", tenant))
            .Project(new BsonDocument { { "finished", 1 }, { "finished_bytes", 1 }, { "images", 1 }, { "held", IsHeld() } })
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return found is null ? null : TurnCounters.Decode(found);
    }

    /// <summary>Takes a turn that no living lease holds.</summary>
    /// <returns>Its fence, and whether a lease was left behind unreleased; null where the turn is not to be had.</returns>
    public async Task<(long Fence, bool TakenOver)?> ClaimAsync(
        IClientSessionHandle session, string tenant, LeaseTerms terms, CancellationToken cancellationToken)
    {
        var free = new BsonDocument { { "_id", tenant }, { "$expr", new BsonDocument("$not", new BsonArray { IsHeld() }) } };
        var claim = Pipeline(new()
        {
            { "fence", new BsonDocument("$add", new BsonArray { "$fence", 1L }) },
            { "owner", new BsonDocument("$literal", terms.Owner) },
            { "until", clock.After(terms.Duration) },
        });
        var before = await turns
            .FindOneAndUpdateAsync(session, free, claim, cancellationToken: cancellationToken).ConfigureAwait(false);
        return before is null ? null : (before["fence"].AsInt64 + 1, before.Contains("until"));
    }

    /// <summary>Lets no one else take or use the turn until the transaction ends.</summary>
    /// <exception cref="LeaseLostException">The lease is over.</exception>
    public async Task HoldAsync(IClientSessionHandle session, Lease lease, CancellationToken cancellationToken)
    {
        var held = await turns
            .UpdateOneAsync(session, Alive(lease), Increment("version", 1), cancellationToken: cancellationToken).ConfigureAwait(false);
        Require(lease, held);
    }

    /// <exception cref="LeaseLostException">The lease is over.</exception>
    public async Task RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        var renewed = await turns
            .UpdateOneAsync(
                Alive(lease), Pipeline(new("until", clock.After(lease.Terms.Duration))), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        Require(lease, renewed);
    }

    /// <returns>False where the lease is over already.</returns>
    public async Task<bool> ReleaseAsync(IClientSessionHandle session, Lease lease, CancellationToken cancellationToken)
    {
        var released = await turns
            .UpdateOneAsync(
                session,
                Alive(lease),
                new BsonDocument("$unset", new BsonDocument { { "until", "" }, { "owner", "" } }),
                cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return released.MatchedCount == 1;
    }

    /// <summary>Operations were finished, and images came or went.</summary>
    public async Task CountAsync(
        IClientSessionHandle session, string tenant, int operations, long bytes, long moreImages, CancellationToken cancellationToken) =>
        await turns
            .UpdateOneAsync(
                session,
                new BsonDocument("_id", tenant),
                new BsonDocument("$inc", new BsonDocument
                {
                    { "finished", (long)operations }, { "finished_bytes", bytes }, { "images", moreImages }, { "version", 1L },
                }),
                cancellationToken: cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Of some tenants, those whose turn a living lease holds.</summary>
    public async Task<IReadOnlySet<string>> HeldAsync(
        IClientSessionHandle session, IEnumerable<string> tenants, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument { { "_id", new BsonDocument("$in", new BsonArray(tenants)) }, { "$expr", IsHeld() } };
        var held = await turns
            .Find(session, filter).Project(new BsonDocument("_id", 1)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return held.Select(document => document["_id"].AsString).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The tenants of whose operations more than so many were carried out.</summary>
    public async Task<IReadOnlyList<string>> WithFinishedAsync(long moreThan, CancellationToken cancellationToken) =>
        await Upserts.IdsAsync(turns, new("finished", new BsonDocument("$gt", moreThan)), cancellationToken).ConfigureAwait(false);

    // An absent time is before all others.
    private BsonDocument IsHeld() => new("$gt", new BsonArray { "$until", clock.Now });

    private BsonDocument Alive(Lease lease) => new() { { "_id", lease.Tenant }, { "fence", lease.Fence }, { "$expr", IsHeld() } };

    private static BsonDocument Increment(string member, long by) => new("$inc", new BsonDocument(member, by));

    private static PipelineDefinition<BsonDocument, BsonDocument> Pipeline(BsonDocument set) =>
        new BsonDocument[] { new("$set", set) };

    private static void Require(Lease lease, UpdateResult result)
    {
        if (result.MatchedCount == 0)
        {
            throw new LeaseLostException(lease);
        }
    }
}
