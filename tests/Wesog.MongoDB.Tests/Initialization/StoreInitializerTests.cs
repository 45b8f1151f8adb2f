using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Initialization;

public sealed class StoreInitializerTests : DatabaseTests
{
    private const string Password = "hunter2-and-more";

    [Fact]
    public async Task Sixteen_hosts_open_a_new_database_at_once_and_all_of_them_work()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Database.OpenAsync(name: $"opening-{i}"))));

        var accepted = await Task.WhenAll(stores.Select(store =>
            store.EnqueueAsync(SampleOperations.Add("a"), new(int.MaxValue, long.MaxValue), default).AsTask()));

        Assert.Equal(
            Enumerable.Range(1, 16).Select(number => (long)number),
            accepted.Select(result => Assert.IsType<EnqueueResult.Accepted>(result).Operation.Id).Order());
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_database_is_reopened_with_its_content()
    {
        await using (var store = await Database.OpenAsync())
        {
            await store.EnqueueAsync(SampleOperations.Add("a"), new(int.MaxValue, long.MaxValue), default);
        }

        await using var again = await Database.OpenAsync();

        Assert.Equal(OperationState.Pending, (await again.GetOperationAsync(SampleOperations.Tenant, 1, default))?.State);
    }

    [Fact]
    public async Task A_database_of_a_newer_format_is_refused_and_unchanged()
    {
        var about = Database.Collection("about");
        await about.InsertOneAsync(new() { { "_id", "schema" }, { "version", 2 } });

        var refusal = await RefusalAsync(Database.Store());

        Assert.Contains("version 2", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Database.Name, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await about.Find(FilterDefinition<BsonDocument>.Empty).SingleAsync())["version"]);
        Assert.Equal(["about"], await (await Database.Database.ListCollectionNamesAsync()).ToListAsync());
    }

    [Fact]
    public async Task A_conflicting_index_is_refused_with_advice()
    {
        await Database.Collection("operations").Indexes.CreateOneAsync(
            new CreateIndexModel<BsonDocument>(new BsonDocument("state", 1), new CreateIndexOptions { Name = "queue" }));

        var refusal = await RefusalAsync(Database.Store());

        Assert.Contains("index", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Database.Name, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_that_the_server_does_not_know_is_refused_and_the_password_is_not_repeated()
    {
        var address = new MongoUrlBuilder(MongoServer.ConnectionString) { Username = "nobody", Password = Password };

        var refusal = await RefusalAsync(Database.Store(connectionString: address.ToString()));

        Assert.Contains("user", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_server_is_reported_within_seconds_and_the_password_is_not_repeated()
    {
        await using var store = Database.Store(connectionString: $"mongodb://user:{Password}@127.0.0.1:{FreePort()}/?replicaSet=rs0");
        var begin = Stopwatch.GetTimestamp();

        var outage = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.OpenAsync(default));

        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.DoesNotContain(Password, outage.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replica_set_of_another_name_is_reported_as_an_outage()
    {
        var address = new MongoUrlBuilder(MongoServer.ConnectionString)
        {
            ReplicaSetName = "another", ServerSelectionTimeout = TimeSpan.FromSeconds(1),
        };
        await using var store = Database.Store(connectionString: address.ToString());

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.OpenAsync(default));
    }

    private static async Task<StoreInitializationException> RefusalAsync(MongoImageStore store)
    {
        await using (store)
        {
            return await Assert.ThrowsAsync<StoreInitializationException>(async () => await store.OpenAsync(default));
        }
    }

    // Nothing listens on this port: the listener that reserved it is closed.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
