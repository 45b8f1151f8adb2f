using MongoDB.Driver;

namespace Wesog.MongoDB.Tests.Server;

/// <summary>The server that tests run against. A test that uses it is skipped, with the reason, if there is no server.</summary>
public static class MongoServer
{
    private static readonly Lazy<MongoClient> _client = new(() => new(ConnectionString));

    /// <summary>The connection string of a replica set.</summary>
    public static string ConnectionString
    {
        get
        {
            Assert.SkipUnless(MongoServerFixture.ConnectionString is not null, MongoServerFixture.SkipReason);
            return MongoServerFixture.ConnectionString!;
        }
    }

    /// <summary>A connection that no store uses.</summary>
    public static IMongoClient Client => _client.Value;

    /// <summary>A database name that no other test and no other run uses.</summary>
    public static string NewDatabaseName() => $"wesog_test_{Guid.NewGuid():N}";
}
