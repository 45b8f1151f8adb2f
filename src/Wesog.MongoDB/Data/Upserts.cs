using MongoDB.Bson;
using MongoDB.Driver;

namespace Wesog.MongoDB.Data;

/// <summary>Creates per-tenant documents.</summary>
internal static class Upserts
{
    /// <summary>Creates a tenant's document, if it is missing. Several hosts may run this at once.</summary>
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
            // Another host has created the document.
        }
    }

    public static async Task<IReadOnlyList<string>> IdsAsync(
        IMongoCollection<BsonDocument> collection, BsonDocument filter, CancellationToken cancellationToken)
    {
        var found = await collection.Find(filter).Project(new BsonDocument("_id", 1)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. found.Select(document => document["_id"].AsString)];
    }
}
