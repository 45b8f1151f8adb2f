using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Storage;

namespace Wesog.MongoDB.Data;

/// <summary>
/// Reads and writes a tenant's current fencing token and execution counters. Every claim, and every commit under a lease,
/// writes this document first. Concurrent ones therefore conflict, and a holder whose lease was taken over can never
/// commit.
/// </summary>
internal sealed class ExecutionCollection(IMongoCollection<BsonDocument> turns)
{
    /// <summary>Creates a tenant's document, if it is missing.</summary>
    public Task BeginAsync(string tenant, CancellationToken cancellationToken) => Upserts.BeginAsync(
        turns,
        tenant,
        new() { { "fence", 0L }, { "finished", 0L }, { "finished_bytes", 0L }, { "images", 0L }, { "commits", 0L } },
        cancellationToken);

    /// <summary>Returns null if the tenant has no document.</summary>
    public async Task<ExecutionCounters?> FindAsync(IClientSessionHandle session, string tenant, CancellationToken cancellationToken)
    {
        var found = await turns
            .Find(session, new BsonDocument("_id", tenant)).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return found is null ? null : ExecutionCounters.Decode(found);
    }

    /// <summary>Sets the fencing token. Commits under an earlier token fail from now on.</summary>
    public Task SetFencingTokenAsync(IClientSessionHandle session, string tenant, long fencingToken, CancellationToken cancellationToken) =>
        turns.UpdateOneAsync(
            session,
            new BsonDocument("_id", tenant),
            new BsonDocument("$set", new BsonDocument("fence", fencingToken)),
            cancellationToken: cancellationToken);

    /// <summary>Blocks every other claim and commit of the tenant until the transaction ends.</summary>
    /// <exception cref="LeaseLostException">Another lease has replaced this one.</exception>
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

    /// <summary>Updates the counters after operations finish.</summary>
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

    /// <summary>Returns the tenants with more than the given number of executed operations.</summary>
    public async Task<IReadOnlyList<string>> WithFinishedAsync(long moreThan, CancellationToken cancellationToken) =>
        await Upserts.IdsAsync(turns, new("finished", new BsonDocument("$gt", moreThan)), cancellationToken).ConfigureAwait(false);
}
