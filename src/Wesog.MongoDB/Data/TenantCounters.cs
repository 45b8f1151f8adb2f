using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Data;

/// <summary>
/// Reads and writes a tenant's counters. Those of accepted operations and those of executed operations are two documents, so that accepting
/// one operation does not conflict with executing another. The second document also has the current fencing token. Every claim, and every
/// commit under a lease, writes it first. Concurrent ones therefore conflict, and a holder whose lease was taken over can never commit.
/// </summary>
/// <param name="tenants">The counters of accepted operations.</param>
/// <param name="turns">The counters of executed operations.</param>
internal sealed class TenantCounters(IMongoCollection<BsonDocument> tenants, IMongoCollection<BsonDocument> turns)
{
    /// <summary>Creates a tenant's counters, if they are missing.</summary>
    public async Task CreateAsync(string tenant, CancellationToken cancellationToken)
    {
        var accepted = Amounts(("last_number", 0), ("accepted", 0), ("accepted_bytes", 0), ("canceled", 0), ("canceled_bytes", 0), ("removed", 0));
        await Upserts.CreateAsync(tenants, tenant, accepted, cancellationToken).ConfigureAwait(false);
        var executed = Amounts(("fence", 0), ("finished", 0), ("finished_bytes", 0), ("images", 0), ("commits", 0));
        await Upserts.CreateAsync(turns, tenant, executed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Returns the last number, the unfinished operations, and how many finished ones retention has not removed; null if the tenant has no
    /// counters.
    /// </summary>
    /// <inheritdoc cref="Failures.Decode" path="/exception"/>
    public async Task<(QueueTotals Queue, long Kept)?> FindAsync(IClientSessionHandle session, string tenant, CancellationToken cancellationToken)
    {
        var accepted = await FindAsync(tenants, session, tenant, cancellationToken).ConfigureAwait(false);
        var executed = await FindAsync(turns, session, tenant, cancellationToken).ConfigureAwait(false);
        if (accepted is null || executed is null)
        {
            return null;
        }

        return Failures.Decode((accepted, executed), Decode, _ => Describe(tenant));
    }

    /// <summary>Returns the number of a tenant's images.</summary>
    /// <inheritdoc cref="Failures.Decode" path="/exception"/>
    public async Task<long> CountImagesAsync(IClientSessionHandle session, string tenant, CancellationToken cancellationToken) =>
        await FindAsync(turns, session, tenant, cancellationToken).ConfigureAwait(false) is { } executed
            ? Failures.Decode(executed, document => document["images"].AsInt64, _ => Describe(tenant))
            : 0;

    public Task AcceptAsync(IClientSessionHandle session, string tenant, long operations, long bytes, CancellationToken cancellationToken) =>
        IncreaseAsync(
            tenants, session, tenant, Amounts(("last_number", operations), ("accepted", operations), ("accepted_bytes", bytes)), cancellationToken);

    public Task CancelAsync(IClientSessionHandle session, string tenant, long bytes, CancellationToken cancellationToken) =>
        IncreaseAsync(tenants, session, tenant, Amounts(("canceled", 1), ("canceled_bytes", bytes)), cancellationToken);

    public Task RemoveAsync(IClientSessionHandle session, string tenant, long operations, CancellationToken cancellationToken) =>
        IncreaseAsync(tenants, session, tenant, Amounts(("removed", operations)), cancellationToken);

    /// <summary>Counts finished operations, their size as it was counted when they were accepted, and the change of the number of images.</summary>
    public Task FinishAsync(
        IClientSessionHandle session, string tenant, long operations, long bytes, long images, CancellationToken cancellationToken) =>
        IncreaseAsync(
            turns, session, tenant, Amounts(("finished", operations), ("finished_bytes", bytes), ("images", images)), cancellationToken);

    /// <summary>Sets the fencing token. Commits under an earlier token fail from now on.</summary>
    public Task SetFencingTokenAsync(IClientSessionHandle session, Lease lease, CancellationToken cancellationToken) => turns.UpdateOneAsync(
        session, Ids.Tenant(lease.Tenant), new BsonDocument("$set", Amounts(("fence", lease.FencingToken))), cancellationToken: cancellationToken);

    /// <summary>Blocks every other claim and commit of the tenant until the transaction ends.</summary>
    /// <exception cref="LeaseLostException">Another lease has replaced this one.</exception>
    public async Task HoldAsync(IClientSessionHandle session, Lease lease, CancellationToken cancellationToken)
    {
        var filter = Ids.Tenant(lease.Tenant).Add("fence", lease.FencingToken);
        var held = await IncreaseAsync(turns, session, lease.Tenant, filter, Amounts(("commits", 1)), cancellationToken).ConfigureAwait(false);
        if (held.MatchedCount == 0)
        {
            throw new LeaseLostException(lease);
        }
    }

    /// <summary>Returns the tenants with at least the given number of executed, or of cancelled operations.</summary>
    public async Task<IEnumerable<string>> ListCrowdedAsync(long least, CancellationToken cancellationToken)
    {
        var executed = await ListAsync(turns, "finished", least, cancellationToken).ConfigureAwait(false);
        var canceled = await ListAsync(tenants, "canceled", least, cancellationToken).ConfigureAwait(false);
        return executed.Union(canceled).Select(tenant => tenant["_id"].AsString);
    }

    private static string Describe(string tenant) => $"counters of tenant '{tenant}'";

    private static (QueueTotals Queue, long Kept) Decode((BsonDocument Accepted, BsonDocument Executed) counters)
    {
        var (accepted, executed) = counters;
        var finished = accepted["canceled"].AsInt64 + executed["finished"].AsInt64;
        var finishedBytes = accepted["canceled_bytes"].AsInt64 + executed["finished_bytes"].AsInt64;
        return (
            new(accepted["last_number"].AsInt64, accepted["accepted"].AsInt64 - finished, accepted["accepted_bytes"].AsInt64 - finishedBytes),
            finished - accepted["removed"].AsInt64);
    }

    private static BsonDocument Amounts(params (string Name, long Amount)[] amounts) =>
        [.. amounts.Select(amount => new BsonElement(amount.Name, amount.Amount))];

    private static async Task<BsonDocument?> FindAsync(
        IMongoCollection<BsonDocument> collection, IClientSessionHandle session, string tenant, CancellationToken cancellationToken) =>
        await collection.Find(session, Ids.Tenant(tenant)).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);

    private static Task<List<BsonDocument>> ListAsync(
        IMongoCollection<BsonDocument> collection, string counter, long least, CancellationToken cancellationToken) => collection
        .Find(new BsonDocument(counter, new BsonDocument("$gte", least))).Project(new BsonDocument("_id", 1)).ToListAsync(cancellationToken);

    private static Task<UpdateResult> IncreaseAsync(
        IMongoCollection<BsonDocument> collection, IClientSessionHandle session, string tenant, BsonDocument amounts, CancellationToken cancellationToken) =>
        IncreaseAsync(collection, session, tenant, Ids.Tenant(tenant), amounts, cancellationToken);

    private static async Task<UpdateResult> IncreaseAsync(
        IMongoCollection<BsonDocument> collection,
        IClientSessionHandle session,
        string tenant,
        BsonDocument filter,
        BsonDocument amounts,
        CancellationToken cancellationToken)
    {
        try
        {
            return await collection
                .UpdateOneAsync(session, filter, new BsonDocument("$inc", amounts), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (MongoWriteException damage) when (Failures.IsTypeMismatch(damage))
        {
            throw new StoreDamagedException(MongoImageStore.StoreName, Describe(tenant), damage);
        }
    }
}
