using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;

namespace Wesog.MongoDB.Data;

/// <summary>Finds and deletes finished operations, earliest finished first.</summary>
internal sealed class ExpiredCollection(IMongoCollection<BsonDocument> operations)
{
    private static readonly BsonDocument ByFinish = new() { { OperationFields.FinishedAt, 1 }, { "_id.number", 1 } };
    private static readonly BsonDocument IdAndKey = new(OperationFields.Key, 1);

    /// <summary>Finds operations of any tenant that finished before a time.</summary>
    public async Task<List<BsonDocument>> BeforeAsync(DateTimeOffset moment, int most, CancellationToken cancellationToken) =>
        await operations
            .Find(new BsonDocument(OperationFields.FinishedAt, new BsonDocument("$lt", moment.UtcDateTime)))
            .Sort(ByFinish).Limit(most).Project<BsonDocument>(IdAndKey).ToListAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Finds a tenant's earliest finished operations.</summary>
    public async Task<List<BsonDocument>> FirstAsync(string tenant, int most, CancellationToken cancellationToken) =>
        await operations
            .Find(new BsonDocument
            {
                { "_id", Ids.Range(tenant, "number") },
                { "_id.tenant", tenant },
                { OperationFields.FinishedAt, new BsonDocument("$exists", true) },
            })
            .Sort(ByFinish).Limit(most).Project<BsonDocument>(IdAndKey).ToListAsync(cancellationToken).ConfigureAwait(false);

    /// <returns>The number of deleted operations.</returns>
    public async Task<long> DeleteAsync(
        IClientSessionHandle session, string tenant, IEnumerable<long> numbers, CancellationToken cancellationToken)
    {
        var deleted = await operations
            .DeleteManyAsync(session, Ids.Operations(tenant, numbers), cancellationToken: cancellationToken).ConfigureAwait(false);
        return deleted.DeletedCount;
    }
}
