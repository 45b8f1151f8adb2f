using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Tests.Server;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Initialization;

/// <summary>Tests which sessions of a dead host a user may end.</summary>
[Collection(ServerWide.Name)]
public sealed class SessionRightsTests : DatabaseTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(600);
    private static readonly BsonDocument Probe = new("_id", "probe");

    private readonly LogRecorder _log = new();

    [Fact]
    public async Task A_missing_right_to_end_sessions_is_logged_once_and_the_store_works()
    {
        var name = $"rights-{Guid.NewGuid():N}";
        await using var failPoint = await FailPoint.TurnOnAsync(name, ["killSessions"], new("errorCode", 13));
        await InsertDeadHostAsync(user: null, Guid.NewGuid());
        await using var store = await Database.OpenAsync(name: name, hostLifetime: Lifetime, loggerFactory: _log);

        await AssertWorksAsync(store);

        await AssertRenewsAsync(store);
        Assert.Contains("killSessions", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, await CountDeadHostAsync());
    }

    [Fact]
    public async Task Hosts_of_one_user_end_the_sessions_of_each_other_without_a_further_right()
    {
        await using var user = await TestUser.CreateAsync(Database);
        using var gone = await OpenTransactionAsync(user);
        await using var store = await OpenAsync(user);

        await AssertEndedAsync();

        await AssertWorksAsync(store);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task Hosts_of_several_users_end_the_sessions_of_each_other_with_the_documented_role()
    {
        await using var user = await TestUser.CreateAsync(Database);
        await using var other = await TestUser.CreateWithRoleAsync(Database);
        using var gone = await OpenTransactionAsync(user);
        await using var store = await OpenAsync(other);

        await AssertEndedAsync();

        await AssertWorksAsync(store);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task Without_the_right_the_session_of_another_user_stays_which_is_logged_once()
    {
        await using var user = await TestUser.CreateAsync(Database);
        await using var other = await TestUser.CreateAsync(Database);
        using var gone = await OpenTransactionAsync(user);
        await using var store = await OpenAsync(other);

        // The warning is logged at the start.
        Assert.Contains("killAnySession", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        await AssertWorksAsync(store);
        await AssertRenewsAsync(store);

        Assert.Single(_log.Warnings);
        Assert.Equal(1, await CountDeadHostAsync());
    }

    private Task<MongoImageStore> OpenAsync(TestUser user) => Database.OpenAsync(
        name: $"rights-{Guid.NewGuid():N}", connectionString: user.ConnectionString, hostLifetime: Lifetime, loggerFactory: _log);

    private async Task<IDisposable> OpenTransactionAsync(TestUser user)
    {
        var client = new MongoClient(Database.Named(user.ConnectionString, $"gone-{Guid.NewGuid():N}"));
        await Database.Collection("turns").InsertOneAsync(Probe);
        var session = await client.StartSessionAsync();
        session.StartTransaction();
        await client.GetDatabase(Database.Name).GetCollection<BsonDocument>("turns")
            .UpdateOneAsync(session, Probe, new BsonDocument("$set", new BsonDocument("held", true)));
        await InsertDeadHostAsync($"{user.Name}@admin", session.ServerSession.Id["id"].AsBsonBinaryData.ToGuid(GuidRepresentation.Standard));
        return client;
    }

    private Task InsertDeadHostAsync(string? user, Guid session) => Database.Collection("hosts").InsertOneAsync(new()
    {
        { "_id", "gone" },
        { "until", DateTime.UtcNow.AddSeconds(-10) },
        { "user", user is null ? BsonNull.Value : user },
        { "owners", new BsonArray { "gone" } },
        { "sessions", new BsonArray { new BsonBinaryData(session, GuidRepresentation.Standard) } },
    });

    private Task<long> CountDeadHostAsync() => Database.Collection("hosts").CountDocumentsAsync(new BsonDocument("_id", "gone"));

    private async Task AssertEndedAsync()
    {
        await Eventually.IsTrueAsync(async () => await CountDeadHostAsync() == 0, "the host is removed");

        // This update would block while the transaction is open.
        await Database.Collection("turns").UpdateOneAsync(Probe, new BsonDocument("$set", new BsonDocument("free", true)))
            .WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False((await Database.Collection("turns").Find(Probe).SingleAsync()).Contains("held"));
    }

    private static async Task AssertWorksAsync(MongoImageStore store)
    {
        Assert.IsType<EnqueueResult.Accepted>(await store.EnqueueAsync(SampleOperations.Add("a"), new(int.MaxValue, long.MaxValue), default));
        var workItem = await store.ClaimAsync(SampleOperations.Tenant, new("a", TimeSpan.FromSeconds(30)), new(10, 10, 1 << 20), SampleOperations.Created, default);
        await store.CommitAsync(workItem!.Lease, [], workItem.Success(SampleOperations.Created), default);
        Assert.False(await store.ReleaseAsync(workItem.Lease, default));
        await using var changes = store.WatchAsync(default).GetAsyncEnumerator();
        Assert.True(await changes.MoveNextAsync());
    }

    // A host checks the registrations of other hosts each time that it renews its own.
    private async Task AssertRenewsAsync(MongoImageStore store)
    {
        var hosts = Database.Collection("hosts");
        var own = new BsonDocument("_id", store.Session.Host.Id);
        for (var times = 0; times < 3; times++)
        {
            var before = (await hosts.Find(own).SingleAsync())["until"];
            await Eventually.IsTrueAsync(async () => (await hosts.Find(own).SingleAsync())["until"] != before, "the host renews its registration");
        }
    }
}
