using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;

namespace Wesog.MongoDB.Opening;

/// <summary>The version of the form that a database's documents have.</summary>
internal static class SchemaVersion
{
    public const int Current = 1;

    public static async Task CheckAsync(IMongoDatabase database, CancellationToken cancellationToken)
    {
        var about = database.GetCollection<BsonDocument>(CollectionNames.About);
        await Upserts.BeginAsync(about, "schema", new("version", Current), cancellationToken).ConfigureAwait(false);
        var schema = await about.Find(new BsonDocument("_id", "schema")).FirstAsync(cancellationToken).ConfigureAwait(false);
        if (schema["version"].ToInt32() != Current)
        {
            throw StoreOpening.Refusal(
                $"The database \"{database.DatabaseNamespace.DatabaseName}\" is in version {schema["version"]} of its form; this build knows version {Current}. Use the build that made it, or a newer one.");
        }
    }
}
