using MongoDB.Bson;
using MongoDB.Driver;

namespace Wesog.MongoDB.Tests.Server;

/// <summary>A user of the server, removed at the end of the test.</summary>
internal sealed class TestUser : IAsyncDisposable
{
    private const string Password = "for-this-test";
    private const int Unauthorized = 13;

    private readonly bool _hasRole;

    private TestUser(bool hasRole) => _hasRole = hasRole;

    public string Name { get; } = $"user-{Guid.NewGuid():N}";

    /// <summary>The connection string of this user.</summary>
    public string ConnectionString =>
        new MongoUrlBuilder(MongoServer.ConnectionString) { Username = Name, Password = Password, AuthenticationSource = "admin" }.ToString();

    private static IMongoDatabase Admin => MongoServer.Client.GetDatabase("admin");

    /// <summary>Creates a user who may read and write a database. Skips the test if the server has no access control.</summary>
    public static async Task<TestUser> CreateAsync(TestDatabase database)
    {
        var user = new TestUser(hasRole: false);
        await user.CreateAsync(ReadWrite(database));
        await user.SkipUnlessRestrictedAsync();
        return user;
    }

    /// <summary>Creates a user with the role of docs/mongodb.md, "Rights".</summary>
    /// <inheritdoc cref="CreateAsync(TestDatabase)"/>
    public static async Task<TestUser> CreateWithRoleAsync(TestDatabase database)
    {
        var user = new TestUser(hasRole: true);
        await Admin.RunCommandAsync<BsonDocument>(new BsonDocument
        {
            { "createRole", user.Name },
            {
                "privileges",
                new BsonArray
                {
                    new BsonDocument
                    {
                        { "resource", new BsonDocument("cluster", true) }, { "actions", new BsonArray { "killAnySession", "getParameter" } },
                    },
                }
            },
            { "roles", new BsonArray { ReadWrite(database) } },
        });
        await user.CreateAsync(user.Name);
        await user.SkipUnlessRestrictedAsync();
        return user;
    }

    public async ValueTask DisposeAsync()
    {
        await Admin.RunCommandAsync<BsonDocument>(new BsonDocument("dropUser", Name));
        if (_hasRole)
        {
            await Admin.RunCommandAsync<BsonDocument>(new BsonDocument("dropRole", Name));
        }
    }

    private static BsonDocument ReadWrite(TestDatabase database) => new() { { "role", "readWrite" }, { "db", database.Name } };

    private Task<BsonDocument> CreateAsync(BsonValue role) => Admin.RunCommandAsync<BsonDocument>(
        new BsonDocument { { "createUser", Name }, { "pwd", Password }, { "roles", new BsonArray { role } } });

    private async Task SkipUnlessRestrictedAsync()
    {
        using var client = new MongoClient(ConnectionString);
        try
        {
            await client.GetDatabase("admin").RunCommandAsync<BsonDocument>(new BsonDocument("serverStatus", 1));
        }
        catch (MongoCommandException refused) when (refused.Code == Unauthorized)
        {
            return;
        }

        await DisposeAsync();
        Assert.Skip("Needs a server with access control: start it with --auth and --keyFile, and name a user who may create users.");
    }
}
