using MongoDB.Bson;
using MongoDB.Driver;

namespace Wesog.MongoDB.Data;

/// <summary>What the documents of one a tenant have in common.</summary>
internal static class Upserts
{
    /// <summary>Puts a tenant's document in place where there is none; hosts that do it at once put one.</summary>
    public static async Task BeginAsync(
        IMongoCollection<BsonDocument> collection, string tenant, BsonDocument document, CancellationToken cancellationToken)
    {
        try
        {
            await collection
                .UpdateOneAsync(
                    new BsonDocument("_id", tenant),
                    new BsonDocument("$setOnInsert", document),
                    new UpdateOptions { IsUpsert = true },
                    cancellationToken)
                .ConfigureAwait(false);
        }
        catch (MongoWriteException raced) when (Failures.IsDuplicateKey(raced))
        {
            // Another host was first, which is as good.
        }
    }

    public static async Task<IReadOnlyList<string>> IdsAsync(
        IMongoCollection<BsonDocument> collection, BsonDocument filter, CancellationToken cancellationToken)
    {
        var found = await collection.Find(filter).Project(new BsonDocument("_id", 1)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. found.Select(document => document["_id"].AsString)];
    }
}
