using System.Security.Cryptography;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;

namespace Wesog.MongoDB.Data;

/// <summary>Writes one document that all hosts share, to check that the server accepts writes.</summary>
internal static class WriteProbe
{
    private static readonly BsonDocument Id = new("_id", "probe");

    public static async Task RunAsync(IMongoDatabase database, int bytes, CancellationToken cancellationToken)
    {
        try
        {
            await database.GetCollection<BsonDocument>(CollectionNames.About)
                .UpdateOneAsync(
                    Id,
                    new BsonDocument("$set", new BsonDocument("content", new BsonBinaryData(RandomNumberGenerator.GetBytes(bytes)))),
                    new UpdateOptions { IsUpsert = true },
                    cancellationToken)
                .ConfigureAwait(false);
        }
        catch (MongoWriteException raced) when (Failures.IsDuplicateKey(raced))
        {
            // Another host has created the document.
        }
    }
}
