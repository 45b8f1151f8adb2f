using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.MongoDB.Indexing;

namespace Wesog.MongoDB.Initialization;

/// <summary>The indexes beside those of <c>_id</c>. Most are partial, so documents outside them add no cost.</summary>
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

    /// <summary>The operations of each tenant with a label, in order of their numbers.</summary>
    public const string Labels = "labels";

    /// <summary>The operations of each tenant by the time of their creation.</summary>
    public const string Creation = "creation";

    /// <summary>The images of each term and tenant.</summary>
    public const string Terms = "terms";

    /// <summary>All images by the version of their terms and by tenant. Those without a version are not in the index of terms yet.</summary>
    public const string TermsVersion = "terms_version";

    /// <summary>Creates missing indexes, except those of images. Several hosts may run this at once.</summary>
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
                Partial(
                    Labels,
                    new() { { "_id.tenant", 1 }, { OperationFields.Label, 1 }, { "_id.number", 1 } },
                    new(OperationFields.Label, new BsonDocument("$exists", true))),
                new(
                    new BsonDocument { { "_id.tenant", 1 }, { OperationFields.CreatedAt, 1 }, { "_id.number", 1 } }, new CreateIndexOptions { Name = Creation }),
                Partial(Finished, new() { { OperationFields.FinishedAt, 1 }, { "_id.number", 1 } }, finished),
            ],
            cancellationToken);
    }

    /// <summary>Creates the missing indexes of images, which a host can do without.</summary>
    public static Task CreateThoseOfImagesAsync(IMongoDatabase database, CancellationToken cancellationToken) => Images(database).Indexes.CreateManyAsync(
        [
            // A term comes first, so that the server chooses the rarest of several; the tenant second, so that it reads no image of another.
            Partial(Terms, new() { { IndexFields.Terms, 1 }, { IndexFields.Tenant, 1 } }, new(IndexFields.Terms, new BsonDocument("$exists", true))),
            new(new BsonDocument { { IndexFields.Version, 1 }, { IndexFields.Tenant, 1 } }, new CreateIndexOptions { Name = TermsVersion }),
        ],
        cancellationToken);

    /// <summary>Whether the database has the indexes of images.</summary>
    public static async Task<bool> HasThoseOfImagesAsync(IMongoDatabase database, CancellationToken cancellationToken)
    {
        using var cursor = await Images(database).Indexes.ListAsync(cancellationToken).ConfigureAwait(false);
        var names = (await cursor.ToListAsync(cancellationToken).ConfigureAwait(false)).Select(found => found["name"].AsString).ToHashSet();
        return names.Contains(Terms) && names.Contains(TermsVersion);
    }

    private static IMongoCollection<BsonDocument> Images(IMongoDatabase database) => database.GetCollection<BsonDocument>(CollectionNames.Images);

    private static CreateIndexModel<BsonDocument> Partial(string name, BsonDocument keys, BsonDocument filter) =>
        new(keys, new CreateIndexOptions<BsonDocument> { Name = name, PartialFilterExpression = filter });
}
