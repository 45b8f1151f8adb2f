using MongoDB.Driver;

namespace Wesog.MongoDB.Tests.Server;

/// <summary>The server that tests run against.</summary>
public static class MongoServer
{
    private const string Variable = "WESOG_MONGODB";

    private static readonly string? _given = Environment.GetEnvironmentVariable(Variable);
    private static readonly Lazy<MongoClient> _client = new(() => new(ConnectionString));

    /// <summary>Why a test that needs the server is skipped.</summary>
    public const string SkipReason =
        $"Needs a MongoDB server. Name a replica set in {Variable}, as in mongodb://127.0.0.1:27017/?replicaSet=rs0";

    public static bool IsNamed => !string.IsNullOrWhiteSpace(_given);

    public static string ConnectionString => IsNamed ? _given! : throw new InvalidOperationException(SkipReason);

    /// <summary>A connection beside those of the stores.</summary>
    public static IMongoClient Client => _client.Value;

    /// <summary>A name that no other test, and no other run, gives its database.</summary>
    public static string NewDatabaseName() => $"wesog_test_{Guid.NewGuid():N}";
}
