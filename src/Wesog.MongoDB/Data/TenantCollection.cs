using MongoDB.Bson;
using MongoDB.Driver;

namespace Wesog.MongoDB.Data;

/// <summary>
/// Reads and writes the counters of accepted operations. They are separate from the execution counters, so that accepting
/// one operation does not conflict with executing another.
/// </summary>
internal sealed class TenantCollection(IMongoCollection<BsonDocument> tenants)
{
    /// <summary>Creates a tenant's counters, if they are missing.</summary>
    public Task BeginAsync(string tenant, CancellationToken cancellationToken) => Upserts.BeginAsync(
        tenants,
        tenant,
        new() { { "last_number", 0L }, { "accepted", 0L }, { "accepted_bytes", 0L }, { "canceled", 0L }, { "canceled_bytes", 0L }, { "removed", 0L } },
        cancellationToken);

    /// <summary>Returns null if the tenant has no counters.</summary>
    public async Task<TenantCounters?> FindAsync(IClientSessionHandle session, string tenant, CancellationToken cancellationToken)
    {
        var found = await tenants.Find(session, ById(tenant)).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return found is null ? null : TenantCounters.Decode(found);
    }

    public Task AcceptAsync(
        IClientSessionHandle session, string tenant, int operations, long bytes, CancellationToken cancellationToken) =>
        IncrementAsync(
            session,
            tenant,
            new() { { "last_number", (long)operations }, { "accepted", (long)operations }, { "accepted_bytes", bytes } },
            cancellationToken);

    public Task CancelAsync(IClientSessionHandle session, string tenant, long bytes, CancellationToken cancellationToken) =>
        IncrementAsync(session, tenant, new() { { "canceled", 1L }, { "canceled_bytes", bytes } }, cancellationToken);

    public Task RemoveAsync(IClientSessionHandle session, string tenant, long operations, CancellationToken cancellationToken) =>
        IncrementAsync(session, tenant, new() { { "removed", operations } }, cancellationToken);

    /// <summary>Returns the tenants with more than the given number of cancelled operations.</summary>
    public async Task<IReadOnlyList<string>> WithCanceledAsync(long moreThan, CancellationToken cancellationToken) =>
        await Upserts.IdsAsync(tenants, new("canceled", new BsonDocument("$gt", moreThan)), cancellationToken).ConfigureAwait(false);

    private async Task IncrementAsync(
        IClientSessionHandle session, string tenant, BsonDocument amounts, CancellationToken cancellationToken) =>
        await tenants
            .UpdateOneAsync(session, ById(tenant), new BsonDocument("$inc", amounts), cancellationToken: cancellationToken)
            .ConfigureAwait(false);

    private static BsonDocument ById(string tenant) => new("_id", tenant);
}
