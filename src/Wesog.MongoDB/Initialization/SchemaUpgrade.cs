using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;

namespace Wesog.MongoDB.Initialization;

/// <summary>Brings a database to the newest version of the form that its documents have, or refuses it.</summary>
internal static class SchemaUpgrade
{
    private static readonly BsonDocument Id = new("_id", "schema");

    /// <summary>Takes the steps that the database lacks, in order. The version is raised after each: one that fails is taken again.</summary>
    public static async Task RunAsync(IMongoDatabase database, IReadOnlyList<SchemaStep> steps, CancellationToken cancellationToken)
    {
        var about = database.GetCollection<BsonDocument>(CollectionNames.About);
        var newest = steps.Count + 1;
        await Upserts.BeginAsync(about, "schema", new("version", newest), cancellationToken).ConfigureAwait(false);
        while (await ReadAsync(about, newest, cancellationToken).ConfigureAwait(false) is var version && version < newest)
        {
            await steps[version - 1](database, cancellationToken).ConfigureAwait(false);

            // Another host that took the step at the same time may have raised the version already.
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
