using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;

namespace Wesog.MongoDB.Initialization;

/// <summary>The indexes beside those of <c>_id</c>. All but one are partial, so documents outside them add no cost.</summary>
internal static class Indexes
{
    /// <summary>The unfinished operations of each tenant, in queue order.</summary>
    public const string Queue = "queue";

    /// <summary>The finished operations of each tenant, earliest finished first.</summary>
    public const string FinishedOfTenant = "finished_of_tenant";

    /// <summary>All finished operations, earliest finished first.</summary>
    public const string Finished = "finished";

    /// <summary>The operations of each tenant by state and method, in order of their numbers.</summary>
    public const string StateAndMethod = "state_and_method";

    /// <summary>Creates missing indexes. Several hosts may run this at once.</summary>
    public static Task CreateAsync(IMongoDatabase database, CancellationToken cancellationToken)
    {
        var finished = new BsonDocument(OperationFields.FinishedAt, new BsonDocument("$exists", true));
        return database.GetCollection<BsonDocument>(CollectionNames.Operations).Indexes.CreateManyAsync(
            [
                Partial(
                    Queue,
                    new() { { "_id.tenant", 1 }, { OperationFields.State, 1 }, { "modes.urgent", -1 }, { "_id.number", 1 } },
                    new(OperationFields.Unfinished, true)),
                Partial(FinishedOfTenant, new() { { "_id.tenant", 1 }, { OperationFields.FinishedAt, 1 }, { "_id.number", 1 } }, finished),
                new(
                    new BsonDocument { { "_id.tenant", 1 }, { OperationFields.State, 1 }, { OperationFields.Method, 1 }, { "_id.number", 1 } },
                    new CreateIndexOptions { Name = StateAndMethod }),
                Partial(Finished, new() { { OperationFields.FinishedAt, 1 }, { "_id.number", 1 } }, finished),
            ],
            cancellationToken);
    }

    private static CreateIndexModel<BsonDocument> Partial(string name, BsonDocument keys, BsonDocument filter) =>
        new(keys, new CreateIndexOptions<BsonDocument> { Name = name, PartialFilterExpression = filter });
}
