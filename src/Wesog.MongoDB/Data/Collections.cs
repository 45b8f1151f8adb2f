using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;

namespace Wesog.MongoDB.Data;

/// <summary>The store's collections, with majority read and write concern.</summary>
internal sealed class Collections(IMongoDatabase database)
{
    public IMongoCollection<RawBsonDocument> Images { get; } = database.GetCollection<RawBsonDocument>(CollectionNames.Images);

    public IMongoCollection<BsonDocument> Operations { get; } = database.GetCollection<BsonDocument>(CollectionNames.Operations);

    public IMongoCollection<BsonDocument> Work { get; } = database.GetCollection<BsonDocument>(CollectionNames.Work);

    /// <summary>The same collection, with documents that the driver does not decode.</summary>
    public IMongoCollection<RawBsonDocument> RawWork { get; } = database.GetCollection<RawBsonDocument>(CollectionNames.Work);

    public IMongoCollection<BsonDocument> Keys { get; } = database.GetCollection<BsonDocument>(CollectionNames.Keys);

    public IMongoCollection<BsonDocument> Tenants { get; } = database.GetCollection<BsonDocument>(CollectionNames.Tenants);

    public IMongoCollection<BsonDocument> Leases { get; } = database.GetCollection<BsonDocument>(CollectionNames.Leases);

    public IMongoCollection<BsonDocument> Turns { get; } = database.GetCollection<BsonDocument>(CollectionNames.Turns);

    public IMongoCollection<BsonDocument> Hosts { get; } = database.GetCollection<BsonDocument>(CollectionNames.Hosts);
}
