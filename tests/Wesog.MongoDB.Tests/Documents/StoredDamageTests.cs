using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Documents;

/// <summary>A damaged document in the database fails what reads it, and nothing else.</summary>
public sealed class StoredDamageTests : DatabaseTests
{
    private const string Tenant = SampleOperations.Tenant;

    [Fact]
    public async Task A_damaged_image_is_damage_of_its_page_and_of_its_read()
    {
        await using var store = await Database.OpenAsync();
        var image = new BsonDocument { { "_id", new BsonDocument { { "tenant", Tenant }, { "id", "a" } } }, { "lang", 7 } };
        await Database.Collection(CollectionNames.Images).InsertOneAsync(image);

        await AssertDamagedAsync(async () => await store.ListImagesAsync(Tenant, 0, 10, default));
        await AssertDamagedAsync(async () => await store.FindImagesAsync(Tenant, ["a"], default));
        Assert.Empty((await store.ListImagesAsync("other", 0, 10, default)).Images);
    }

    [Fact]
    public async Task Damage_of_one_tenant_does_not_stop_retention()
    {
        await using var store = await Database.OpenAsync();
        var now = DateTimeOffset.UtcNow;
        foreach (var tenant in new[] { "a", "b", "c" })
        {
            await store.EnqueueAsync([SampleOperations.Add("x").For(tenant).WithKey("k")], new(10, long.MaxValue), default);
            await store.CancelAsync(tenant, 1, now, default);
        }

        await Database.Collection(CollectionNames.Tenants).UpdateOneAsync(
            new BsonDocument("_id", "a"), new BsonDocument("$set", new BsonDocument("removed", "x")));

        await AssertDamagedAsync(async () => await store.RemoveExpiredAsync(new(DateTimeOffset.MinValue, KeepPerTenant: 0, MaxCount: 10), default));

        Assert.NotNull(await store.GetOperationAsync("a", 1, default));
        Assert.Null(await store.GetOperationAsync("b", 1, default));
        Assert.Null(await store.GetOperationAsync("c", 1, default));
    }

    [Fact]
    public async Task A_damaged_counter_is_damage_of_the_commit_that_increases_it()
    {
        await using var store = await Database.OpenAsync();
        await store.EnqueueAsync([SampleOperations.Add("a")], new(10, long.MaxValue), default);
        var workItem = await store.ClaimAsync(Tenant, new("a", TimeSpan.FromSeconds(30)), new(10, 1_000, 1 << 20), SampleOperations.Created, default);
        await Database.Collection(CollectionNames.Turns).UpdateOneAsync(
            new BsonDocument("_id", Tenant), new BsonDocument("$set", new BsonDocument("commits", "x")));

        await AssertDamagedAsync(async () => await store.CommitAsync(workItem!.Lease, [], workItem.Success(SampleOperations.Created), default));

        Assert.Empty(await store.FindImagesAsync(Tenant, ["a"], default));
    }

    private static async Task AssertDamagedAsync(Func<Task> call) =>
        Assert.Equal("mongodb", (await Assert.ThrowsAsync<StoreDamagedException>(call)).Store);
}
