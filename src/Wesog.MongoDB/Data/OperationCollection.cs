using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Data;

/// <summary>Reads and writes operations.</summary>
internal sealed class OperationCollection(IMongoCollection<BsonDocument> operations)
{
    private static readonly BsonDocument WithoutWork = new() { { "work", 0 } };

    public Task InsertAsync(IClientSessionHandle session, IEnumerable<BsonDocument> documents, CancellationToken cancellationToken) =>
        operations.InsertManyAsync(session, documents, cancellationToken: cancellationToken);

    /// <summary>Finds an operation, with majority read concern or in the session's transaction.</summary>
    public async Task<Operation?> FindAsync(
        IClientSessionHandle? session, string tenant, long number, CancellationToken cancellationToken)
    {
        BsonDocument filter = new("_id", Ids.Operation(tenant, number));
        var find = session is null ? operations.Find(filter) : operations.Find(session, filter);
        var found = await find.Project<BsonDocument>(WithoutWork).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return found is null ? null : OperationDocument.Decode(found);
    }

    /// <summary>Lists a tenant's operations that match a query, newest first.</summary>
    public async Task<IReadOnlyList<Operation>> ListAsync(
        IClientSessionHandle session, string tenant, OperationQuery query, CancellationToken cancellationToken)
    {
        BsonDocument filter = new("_id", Ids.Range(tenant, "number", query.Before is { } before ? before : null));
        if (query.State is { } state)
        {
            filter.Add(OperationFields.State, WireNames.Of(state));
        }

        if (query.Method is { } method)
        {
            filter.Add(OperationFields.Method, WireNames.Of(method));
        }

        // One extra error shows whether there are more.
        var most = query.MaxErrors == int.MaxValue ? int.MaxValue : query.MaxErrors + 1;
        var found = await operations
            .Find(session, filter)
            .Sort(new BsonDocument("_id", -1))
            .Limit(query.Limit)
            .Project<BsonDocument>(new BsonDocument { { "work", 0 }, { OperationFields.Errors, new BsonDocument("$slice", most) } })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. found.Select(document => OperationDocument.Decode(document, most).WithFirstErrors(query.MaxErrors))];
    }

    /// <summary>Cancels a pending operation.</summary>
    /// <returns>The operation before the update, with its sizes; null if no pending operation has that number.</returns>
    public async Task<BsonDocument?> CancelAsync(
        IClientSessionHandle session, Operation canceled, CancellationToken cancellationToken) => await operations
            .FindOneAndUpdateAsync(
                session,
                new BsonDocument
                {
                    { "_id", Ids.Operation(canceled.Tenant, canceled.Id) },
                    { OperationFields.State, WireNames.Of(OperationState.Pending) },
                },
                OperationDocument.Finish(canceled),
                new FindOneAndUpdateOptions<BsonDocument> { Projection = WithoutWork },
                cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Finds a tenant's first pending operations in queue order, with the embedded items of small ones.</summary>
    public async Task<IReadOnlyList<BsonDocument>> WaitingAsync(
        IClientSessionHandle session, string tenant, int most, CancellationToken cancellationToken) => await operations
            .Find(session, Unfinished(tenant, OperationState.Pending))
            .Sort(new BsonDocument { { "modes.urgent", -1 }, { "_id.number", 1 } })
            .Limit(most)
            .ToListAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Changes pending operations to running under a fencing token, by <see cref="OperationTransitions.Start"/>.
    /// </summary>
    public Task StartAsync(
        IClientSessionHandle session, string tenant, IEnumerable<long> numbers, long fencingToken, DateTimeOffset now, CancellationToken cancellationToken) =>
        operations.UpdateManyAsync(
            session,
            Ids.Operations(tenant, numbers),
            Pipeline(new()
            {
                { OperationFields.State, WireNames.Of(OperationState.Running) },
                { OperationFields.StartedAt, new BsonDocument("$max", new BsonArray { "$" + OperationFields.CreatedAt, now.UtcDateTime }) },
                { OperationFields.Fence, fencingToken },
            }),
            cancellationToken: cancellationToken);

    /// <summary>Changes all of a tenant's running operations to pending, by <see cref="OperationTransitions.Requeue"/>.</summary>
    public async Task RequeueAsync(IClientSessionHandle session, string tenant, CancellationToken cancellationToken) =>
        await operations.UpdateManyAsync(
            session,
            Unfinished(tenant, OperationState.Running),
            new BsonDocument
            {
                { "$set", new BsonDocument(OperationFields.State, WireNames.Of(OperationState.Pending)) },
                { "$unset", new BsonDocument { { OperationFields.StartedAt, "" }, { OperationFields.Fence, "" } } },
            },
            cancellationToken: cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Returns the sizes of operations of the lease's work item by number. Omits operations that do not belong to it.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, BsonDocument>> OfTurnAsync(
        IClientSessionHandle session, Lease lease, IEnumerable<long> numbers, CancellationToken cancellationToken)
    {
        var filter = Ids.Operations(lease.Tenant, numbers)
            .Add(OperationFields.State, WireNames.Of(OperationState.Running))
            .Add(OperationFields.Fence, lease.FencingToken);
        var found = await operations
            .Find(session, filter)
            .Project<BsonDocument>(new BsonDocument { { OperationFields.Bytes, 1 }, { OperationFields.Parts, 1 }, { OperationFields.Attempts, 1 } })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return found.ToDictionary(document => document["_id"]["number"].AsInt64);
    }

    public async Task FinishAsync(
        IClientSessionHandle session, IReadOnlyList<Operation> finished, CancellationToken cancellationToken)
    {
        var updates = finished.Select(operation => new UpdateOneModel<BsonDocument>(
            new BsonDocument("_id", Ids.Operation(operation.Tenant, operation.Id)), OperationDocument.Finish(operation)));
        await operations.BulkWriteAsync(session, updates, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    public async Task SetAttemptsAsync(
        IClientSessionHandle session, string tenant, long number, int attempts, CancellationToken cancellationToken) =>
        await operations.UpdateOneAsync(
            session,
            new BsonDocument("_id", Ids.Operation(tenant, number)),
            new BsonDocument("$set", new BsonDocument(OperationFields.Attempts, attempts)),
            cancellationToken: cancellationToken).ConfigureAwait(false);

    private static BsonDocument Unfinished(string tenant, OperationState state) => new()
    {
        // The _id range targets one shard. The other members match the index of unfinished operations.
        { "_id", Ids.Range(tenant, "number") },
        { "_id.tenant", tenant },
        { OperationFields.Unfinished, true },
        { OperationFields.State, WireNames.Of(state) },
    };

    private static PipelineDefinition<BsonDocument, BsonDocument> Pipeline(BsonDocument set) =>
        new BsonDocument[] { new("$set", set) };
}
