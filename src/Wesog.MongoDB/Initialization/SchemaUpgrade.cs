using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;

namespace Wesog.MongoDB.Initialization;

/// <summary>
/// Upgrades a database to the newest schema version, or rejects it. Several hosts may run a step at once, and a host may stop partway. A
/// step must therefore change only documents in the old format, and must be safe to run again.
/// </summary>
internal static class SchemaUpgrade
{
    /// <summary>
    /// Step n, from 0, upgrades version n + 1 to version n + 2. A new database starts with the newest version. A published step never
    /// changes; a schema change is a new step.
    /// </summary>
    public static readonly IReadOnlyList<Func<IMongoDatabase, CancellationToken, Task>> Steps = [];

    private static readonly BsonDocument Id = new("_id", "schema");

    /// <summary>Runs the missing steps in order. Each step raises the version when it completes; a failed step runs again.</summary>
    public static async Task RunAsync(IMongoDatabase database, IReadOnlyList<Func<IMongoDatabase, CancellationToken, Task>> steps, CancellationToken cancellationToken)
    {
        var about = database.GetCollection<BsonDocument>(CollectionNames.About);
        var newest = steps.Count + 1;
        await Upserts.CreateAsync(about, "schema", new("version", newest), cancellationToken).ConfigureAwait(false);
        while (await ReadAsync(about, newest, cancellationToken).ConfigureAwait(false) is var version && version < newest)
        {
            await steps[version - 1](database, cancellationToken).ConfigureAwait(false);

            // Another host that ran the same step may have raised the version.
            var raise = new BsonDocument("$set", new BsonDocument("version", version + 1));
            await about.UpdateOneAsync(new BsonDocument(Id) { { "version", version } }, raise, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private static async Task<int> ReadAsync(IMongoCollection<BsonDocument> about, int newest, CancellationToken cancellationToken)
    {
        var schema = await about.Find(Id).FirstAsync(cancellationToken).ConfigureAwait(false);
        var version = schema.GetValue("version", BsonNull.Value);
        var database = about.Database.DatabaseNamespace.DatabaseName;
        if (!version.IsNumeric || version.ToInt32() < 1)
        {
            throw StoreInitializer.Failure(
                $"The database \"{database}\" has a collection \"about\" of another application. Name another database.");
        }

        return version.ToInt32() <= newest
            ? version.ToInt32()
            : throw StoreInitializer.Failure(
                $"The database \"{database}\" has version {version} of the store's documents; this program knows versions up to {newest}. Run the program that wrote it, or a newer one.");
    }
}
