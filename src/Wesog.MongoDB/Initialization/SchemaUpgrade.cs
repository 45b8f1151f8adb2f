using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;

namespace Wesog.MongoDB.Initialization;

/// <summary>Upgrades a database to the newest schema version, or rejects it.</summary>
internal static class SchemaUpgrade
{
    private static readonly BsonDocument Id = new("_id", "schema");

    /// <summary>
    /// Runs the missing steps in order. Each step raises the version when it completes; a failed step runs again.
    /// </summary>
    public static async Task RunAsync(IMongoDatabase database, IReadOnlyList<SchemaStep> steps, CancellationToken cancellationToken)
    {
        var about = database.GetCollection<BsonDocument>(CollectionNames.About);
        var newest = steps.Count + 1;
        await Upserts.BeginAsync(about, "schema", new("version", newest), cancellationToken).ConfigureAwait(false);
        while (await ReadAsync(about, newest, cancellationToken).ConfigureAwait(false) is var version && version < newest)
        {
            await steps[version - 1](database, cancellationToken).ConfigureAwait(false);

            // Another host that ran the same step may have raised the version.
            await about
                .UpdateOneAsync(
                    new BsonDocument(Id) { { "version", version } },
                    new BsonDocument("$set", new BsonDocument("version", version + 1)),
                    cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private static async Task<int> ReadAsync(IMongoCollection<BsonDocument> about, int newest, CancellationToken cancellationToken)
    {
        var schema = await about.Find(Id).FirstAsync(cancellationToken).ConfigureAwait(false);
        var version = schema.GetValue("version", BsonNull.Value);
        if (!version.IsNumeric || version.ToInt32() < 1)
        {
            throw StoreOpening.Refusal(
                $"The database \"{about.Database.DatabaseNamespace.DatabaseName}\" has a collection \"about\" of another application. Name another database.");
        }

        return version.ToInt32() <= newest
            ? version.ToInt32()
            : throw StoreOpening.Refusal(
                $"The database \"{about.Database.DatabaseNamespace.DatabaseName}\" has version {version} of the store's documents; this program knows versions up to {newest}. Run the program that wrote it, or a newer one.");
    }
}
