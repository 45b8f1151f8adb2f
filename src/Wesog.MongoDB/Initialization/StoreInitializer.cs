using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.Storage;

namespace Wesog.MongoDB.Initialization;

/// <summary>Verifies and initializes the database. Several hosts may run this at once.</summary>
internal static class StoreInitializer
{
    private const int NamespaceExists = 48;
    private static readonly HashSet<int> Forbidden = [13, 18, 8000];

    /// <returns>The operation size limits for the server.</returns>
    public static async Task<OperationCapacity> RunAsync(MongoSession session, CancellationToken cancellationToken)
    {
        var database = session.Database;
        try
        {
            await ServerRequirements.CheckAsync(database, cancellationToken).ConfigureAwait(false);
            await SchemaUpgrade.RunAsync(database, SchemaUpgrade.Steps, cancellationToken).ConfigureAwait(false);
            foreach (var name in CollectionNames.All)
            {
                await CreateAsync(database, name, cancellationToken).ConfigureAwait(false);
            }

            await Indexes.CreateAsync(database, cancellationToken).ConfigureAwait(false);
            var capacity = await OperationCapacity.ReadAsync(database.Client, cancellationToken).ConfigureAwait(false);
            await session.IndexKeeper.StartAsync(cancellationToken).ConfigureAwait(false);
            await session.Monitor.StartAsync(cancellationToken).ConfigureAwait(false);
            return capacity;
        }
        catch (MongoAuthenticationException unknown)
        {
            throw Failure("The server does not accept the user and password of the connection string.", unknown);
        }
        catch (MongoCommandException command) when (Forbidden.Contains(command.Code))
        {
            throw Failure(
                $"The user lacks a right that the store needs. Grant the role readWrite on the database \"{database.DatabaseNamespace.DatabaseName}\".",
                command);
        }
        catch (MongoCommandException conflict) when (conflict.CodeName is "IndexOptionsConflict" or "IndexKeySpecsConflict")
        {
            throw Failure(
                $"The database \"{database.DatabaseNamespace.DatabaseName}\" has a different index under a name that the store needs. Drop it, or name another database.",
                conflict);
        }
        catch (MongoIncompatibleDriverException tooOld)
        {
            throw Failure("The server is older than MongoDB 4.4. Upgrade it.", tooOld);
        }
    }

    public static StoreInitializationException Failure(string message, Exception? innerException = null) =>
        new(MongoImageStore.StoreName, message, innerException);

    // A transaction must not create a collection implicitly.
    private static async Task CreateAsync(IMongoDatabase database, string name, CancellationToken cancellationToken)
    {
        try
        {
            await database.CreateCollectionAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (MongoCommandException exists) when (exists.Code == NamespaceExists)
        {
            // An earlier start or another host has created the collection.
        }
    }
}
