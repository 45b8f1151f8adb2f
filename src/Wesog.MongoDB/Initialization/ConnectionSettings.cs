using MongoDB.Driver;
using Wesog.Storage;

namespace Wesog.MongoDB.Initialization;

/// <summary>Reads connection strings.</summary>
internal static class ConnectionSettings
{
    // The driver's own 30 s are longer than a caller waits for an answer, which may be that the store is out of reach.
    private static readonly TimeSpan ServerSelection = TimeSpan.FromSeconds(5);

    /// <exception cref="StoreInitializationException">It cannot be read. The message does not repeat it: it may hold a password.</exception>
    public static MongoClientSettings Read(string connectionString)
    {
        try
        {
            var settings = MongoClientSettings.FromConnectionString(connectionString);
            if (!connectionString.Contains("serverSelectionTimeout", StringComparison.OrdinalIgnoreCase))
            {
                settings.ServerSelectionTimeout = ServerSelection;
            }

            settings.ApplicationName ??= "wesog";
            return settings;
        }
        catch (Exception failure) when (failure is MongoException or ArgumentException or FormatException)
        {
            throw StoreOpening.Refusal(
                "The MongoDB connection string cannot be read. It has the form mongodb://user:password@host:27017/?replicaSet=rs0.");
        }
    }
}
