using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.MongoDB.Initialization;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.MongoDB.Data;

/// <summary>Reads and writes operations.</summary>
internal sealed class OperationCollection(IMongoCollection<BsonDocument> operations)
{
    private static readonly BsonDocument WithoutWork = new(OperationFields.Work, 0);

    public Task InsertAsync(IClientSessionHandle session, IEnumerable<BsonDocument> documents, CancellationToken cancellationToken) =>
        operations.InsertManyAsync(session, documents, cancellationToken: cancellationToken);

    /// <summary>Finds an operation, with majority read concern or in the session's transaction.</summary>
    public async Task<Operation?> FindAsync(IClientSessionHandle? session, string tenant, long number, CancellationToken cancellationToken)
    {
        BsonDocument filter = new("_id", Ids.Operation(tenant, number));
        var find = session is null ? operations.Find(filter) : operations.Find(session, filter);
        var found = await find.Project<BsonDocument>(WithoutWork).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return found is null ? null : Decode(found);
    }

    /// <summary>Lists a tenant's operations that match a query, newest first.</summary>
    public async Task<IReadOnlyList<Operation>> ListAsync(
        IClientSessionHandle session, string tenant, OperationQuery query, CancellationToken cancellationToken)
    {
        var (filter, sort, hint) = OperationFilter.Of(tenant, query);

        // One extra error shows whether there are more.
        var most = query.MaxErrors == int.MaxValue ? int.MaxValue : query.MaxErrors + 1;
        var found = await operations
            .Find(session, filter, new FindOptions { Hint = hint })
            .Sort(sort)
            .Limit(query.Limit)
            .Project<BsonDocument>(new BsonDocument(WithoutWork) { { OperationFields.Errors, new BsonDocument("$slice", most) } })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. found.Select(document => Decode(document, most).WithFirstErrors(query.MaxErrors))];
    }

    /// <summary>Decodes an operation.</summary>
    /// <inheritdoc cref="Failures.Decode" path="/exception"/>
    public static Operation Decode(BsonDocument document, int mostErrors = int.MaxValue) =>
        Failures.Decode(document, found => OperationDocument.Decode(found, mostErrors), Describe);

    /// <summary>Names an operation in the description of damage.</summary>
    public static string Describe(BsonDocument document) => $"operation {document.GetValue(OperationFields.Id, BsonNull.Value)}";

    /// <summary>Cancels an operation that is pending in the transaction's snapshot.</summary>
    /// <returns>The operation before the update, with its sizes.</returns>
    public Task<BsonDocument> CancelAsync(IClientSessionHandle session, Operation canceled, CancellationToken cancellationToken) =>
        operations.FindOneAndUpdateAsync(
            session,
            new BsonDocument("_id", Ids.Operation(canceled.Tenant, canceled.Id)),
            OperationDocument.Finish(canceled),
            new FindOneAndUpdateOptions<BsonDocument> { Projection = WithoutWork },
            cancellationToken);

    /// <summary>Lists a tenant's first pending operations in queue order, with the embedded items of small ones.</summary>
    public Task<List<BsonDocument>> ListWaitingAsync(
        IClientSessionHandle session, string tenant, int most, CancellationToken cancellationToken) => operations
        .Find(session, Unfinished(tenant, OperationState.Pending))
        .Sort(new BsonDocument { { "modes.urgent", -1 }, { "_id.number", 1 } })
        .Limit(most)
        .ToListAsync(cancellationToken);

    /// <summary>Counts the pending and the running operations of a tenant, or of each. Reads only the index of unfinished operations.</summary>
    public async Task<IReadOnlyList<(string Tenant, bool IsPending, int Operations)>> CountUnfinishedAsync(
        IClientSessionHandle session, string? tenant, CancellationToken cancellationToken)
    {
        var group = new BsonDocument
        {
            { "_id", new BsonDocument { { "tenant", "$_id.tenant" }, { "state", "$" + OperationFields.State } } },
            { "count", new BsonDocument("$sum", 1) },
        };
        var counts = await operations
            .Aggregate(session, new AggregateOptions { Hint = Indexes.Queue })
            .Match(new BsonDocument { { "_id.tenant", tenant, tenant is not null }, { OperationFields.Unfinished, true } })
            .Group<BsonDocument>(group)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. counts.Select(count => (
                count["_id"]["tenant"].AsString, count["_id"]["state"] == WireNames.Of(OperationState.Pending), count["count"].ToInt32())),
        ];
    }

    /// <summary>Changes pending operations to running under a lease, by <see cref="OperationTransitions.Start"/>.</summary>
    public Task StartAsync(
        IClientSessionHandle session, Lease lease, IEnumerable<long> numbers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        PipelineDefinition<BsonDocument, BsonDocument> start = new BsonDocument[]
        {
            new("$set", new BsonDocument
            {
                { OperationFields.State, WireNames.Of(OperationState.Running) },
                { OperationFields.StartedAt, new BsonDocument("$max", new BsonArray { "$" + OperationFields.CreatedAt, now.UtcDateTime }) },
                { OperationFields.Fence, lease.FencingToken },
            }),
        };
        return operations.UpdateManyAsync(session, Ids.Operations(lease.Tenant, numbers), start, cancellationToken: cancellationToken);
    }

    /// <summary>Changes all of a tenant's running operations to pending, by <see cref="OperationTransitions.Requeue"/>.</summary>
    public Task RequeueAsync(IClientSessionHandle session, string tenant, CancellationToken cancellationToken) => operations.UpdateManyAsync(
        session,
        Unfinished(tenant, OperationState.Running),
        new BsonDocument
        {
            { "$set", new BsonDocument(OperationFields.State, WireNames.Of(OperationState.Pending)) },
            { "$unset", new BsonDocument { { OperationFields.StartedAt, "" }, { OperationFields.Fence, "" } } },
        },
        cancellationToken: cancellationToken);

    /// <summary>Returns the sizes of operations of the lease's work item.</summary>
    /// <exception cref="InvalidOperationException">An operation is not, or no longer, part of the work item.</exception>
    public async Task<IReadOnlyList<BsonDocument>> FindClaimedAsync(
        IClientSessionHandle session, Lease lease, IReadOnlyCollection<Operation> wanted, CancellationToken cancellationToken)
    {
        var found = await operations
            .Find(session, Claimed(lease, wanted.Select(operation => operation.Id)))
            .Project<BsonDocument>(new BsonDocument { { OperationFields.Bytes, 1 }, { OperationFields.Parts, 1 } })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return found.Count == wanted.Count
            ? found
            : throw new InvalidOperationException(
                $"Operation {wanted.Select(operation => operation.Id).Except(found.Select(document => document["_id"]["number"].AsInt64)).First()} is not part of this work item, or it is finished already.");
    }

    public Task FinishAsync(IClientSessionHandle session, IEnumerable<Operation> finished, CancellationToken cancellationToken) =>
        operations.BulkWriteAsync(
            session,
            finished.Select(operation => new UpdateOneModel<BsonDocument>(
                new BsonDocument("_id", Ids.Operation(operation.Tenant, operation.Id)), OperationDocument.Finish(operation))),
            cancellationToken: cancellationToken);

    /// <summary>Increases the attempts of an operation, if it is unfinished and part of the lease's work item.</summary>
    public Task CountFailureAsync(IClientSessionHandle session, Lease lease, long number, CancellationToken cancellationToken) =>
        operations.UpdateOneAsync(
            session,
            Claimed(lease, [number]),
            new BsonDocument("$inc", new BsonDocument(OperationFields.Attempts, 1)),
            cancellationToken: cancellationToken);

    private static BsonDocument Claimed(Lease lease, IEnumerable<long> numbers) => Ids.Operations(lease.Tenant, numbers)
        .Add(OperationFields.State, WireNames.Of(OperationState.Running)).Add(OperationFields.Fence, lease.FencingToken);

    // The members match the index of unfinished operations.
    private static BsonDocument Unfinished(string tenant, OperationState state) =>
        Ids.Operations(tenant).Add(OperationFields.Unfinished, true).Add(OperationFields.State, WireNames.Of(state));
}
