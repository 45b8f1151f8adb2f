using MongoDB.Driver;
using Wesog.Storage;

namespace Wesog.MongoDB.Initialization;

/// <summary>Parses connection strings.</summary>
internal static class ConnectionSettings
{
    // The driver's default of 30 s is longer than callers wait for an answer.
    private static readonly TimeSpan ServerSelection = TimeSpan.FromSeconds(5);

    /// <exception cref="StoreInitializationException">
    /// The string is invalid. The message omits it, because it may contain a password.
    /// </exception>
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
            throw StoreInitializer.Failure(
                "The MongoDB connection string cannot be read. It has the form mongodb://user:password@host:27017/?replicaSet=rs0.");
        }
    }
}
