using System.Security.Cryptography;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;

namespace Wesog.MongoDB.Data;

/// <summary>Writes a document that all hosts share and none reads, to see whether the server takes writes.</summary>
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
            // Another host was first, which is as good.
        }
    }
}
