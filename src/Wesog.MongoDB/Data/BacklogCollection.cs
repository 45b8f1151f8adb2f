using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.MongoDB.Initialization;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Data;

/// <summary>Finds the tenants with pending work. Reads only the index of unfinished operations.</summary>
internal sealed class BacklogCollection(IMongoCollection<BsonDocument> operations, LeaseCollection leases)
{
    public async Task<IReadOnlyList<TenantBacklog>> ListAsync(
        IClientSessionHandle session, CancellationToken cancellationToken)
    {
        var counts = await CountAsync(session, new BsonDocument(OperationFields.Unfinished, true), cancellationToken).ConfigureAwait(false);
        var running = counts.Where(count => count.State != Pending).Select(count => count.Tenant);
        var held = await leases.HeldAsync(session, running, cancellationToken).ConfigureAwait(false);
        return
        [
            .. counts
                .Where(count => count.State == Pending || !held.Contains(count.Tenant))
                .GroupBy(count => count.Tenant, StringComparer.Ordinal)
                .Select(tenant => new TenantBacklog(tenant.Key, tenant.Sum(count => count.Operations))),
        ];
    }

    /// <summary>Counts a tenant's pending and running operations.</summary>
    public async Task<(int Pending, int Running)> CountAsync(IClientSessionHandle session, string tenant, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument { { "_id.tenant", tenant }, { OperationFields.Unfinished, true } };
        var counts = await CountAsync(session, filter, cancellationToken).ConfigureAwait(false);
        return (
            counts.Where(count => count.State == Pending).Sum(count => count.Operations),
            counts.Where(count => count.State != Pending).Sum(count => count.Operations));
    }

    private static string Pending => WireNames.Of(OperationState.Pending);

    private async Task<IReadOnlyList<(string Tenant, string State, int Operations)>> CountAsync(
        IClientSessionHandle session, BsonDocument filter, CancellationToken cancellationToken)
    {
        var group = new BsonDocument
        {
            { "_id", new BsonDocument { { "tenant", "$_id.tenant" }, { "state", "$" + OperationFields.State } } },
            { "count", new BsonDocument("$sum", 1) },
        };
        var counts = await operations
            .Aggregate(session, new AggregateOptions { Hint = Indexes.Queue })
            .Match(filter)
            .Group<BsonDocument>(group)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. counts.Select(count => (count["_id"]["tenant"].AsString, count["_id"]["state"].AsString, count["count"].ToInt32()))];
    }
}
