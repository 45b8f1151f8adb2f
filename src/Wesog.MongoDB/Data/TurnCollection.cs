using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Storage;

namespace Wesog.MongoDB.Data;

/// <summary>
/// Reads and writes turns: a tenant's last fence, and the counters of what was carried out. Whoever commits under a lease
/// writes the tenant's turn first, and so does whoever claims it: so no two of them are at it at once, and one that a
/// successor has overtaken finds another fence, or a conflict, and never commits.
/// </summary>
internal sealed class TurnCollection(IMongoCollection<BsonDocument> turns)
{
    /// <summary>Begins a tenant's turns, where it has none yet.</summary>
    public Task BeginAsync(string tenant, CancellationToken cancellationToken) => Upserts.BeginAsync(
        turns,
        tenant,
        new() { { "fence", 0L }, { "finished", 0L }, { "finished_bytes", 0L }, { "images", 0L }, { "commits", 0L } },
        cancellationToken);

    /// <summary>Null where the tenant has none yet.</summary>
    public async Task<TurnCounters?> FindAsync(IClientSessionHandle session, string tenant, CancellationToken cancellationToken)
    {
        var found = await turns
            .Find(session, new BsonDocument("_id", tenant)).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return found is null ? null : TurnCounters.Decode(found);
    }

    /// <summary>Begins a turn: from now on no one commits under an earlier fence.</summary>
    public Task BeginTurnAsync(IClientSessionHandle session, string tenant, long fence, CancellationToken cancellationToken) =>
        turns.UpdateOneAsync(
            session,
            new BsonDocument("_id", tenant),
            new BsonDocument("$set", new BsonDocument("fence", fence)),
            cancellationToken: cancellationToken);

    /// <summary>Lets no one else begin or use a turn of the tenant's until the transaction ends.</summary>
    /// <exception cref="LeaseLostException">Another turn has begun.</exception>
    public async Task HoldAsync(IClientSessionHandle session, Lease lease, CancellationToken cancellationToken)
    {
        var held = await turns
            .UpdateOneAsync(
                session,
                new BsonDocument { { "_id", lease.Tenant }, { "fence", lease.FencingToken } },
                new BsonDocument("$inc", new BsonDocument("commits", 1L)),
                cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        if (held.MatchedCount == 0)
        {
            throw new LeaseLostException(lease);
        }
    }

    /// <summary>Operations were finished, and images came or went.</summary>
    public Task CountAsync(
        IClientSessionHandle session, string tenant, int operations, long bytes, long moreImages, CancellationToken cancellationToken) =>
        turns.UpdateOneAsync(
            session,
            new BsonDocument("_id", tenant),
            new BsonDocument("$inc", new BsonDocument
            {
                { "finished", (long)operations }, { "finished_bytes", bytes }, { "images", moreImages },
            }),
            cancellationToken: cancellationToken);

    /// <summary>The tenants of whose operations more than so many were carried out.</summary>
    public async Task<IReadOnlyList<string>> WithFinishedAsync(long moreThan, CancellationToken cancellationToken) =>
        await Upserts.IdsAsync(turns, new("finished", new BsonDocument("$gt", moreThan)), cancellationToken).ConfigureAwait(false);
}
