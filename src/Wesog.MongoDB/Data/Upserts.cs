using MongoDB.Bson;
using MongoDB.Driver;

namespace Wesog.MongoDB.Data;

/// <summary>Writes documents that several hosts may create at once.</summary>
internal static class Upserts
{
    /// <summary>Creates a document, if it is missing.</summary>
    public static Task CreateAsync(
        IMongoCollection<BsonDocument> collection, string id, BsonDocument members, CancellationToken cancellationToken) =>
        RunAsync(collection, id, new("$setOnInsert", members), cancellationToken);

    /// <summary>Updates a document, or creates it.</summary>
    public static async Task RunAsync(
        IMongoCollection<BsonDocument> collection, string id, BsonDocument update, CancellationToken cancellationToken)
    {
        try
        {
            await collection
                .UpdateOneAsync(new BsonDocument("_id", id), update, new UpdateOptions { IsUpsert = true }, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (MongoWriteException raced) when (Failures.IsDuplicateKey(raced))
        {
            // Another host has created the document.
        }
    }
}
