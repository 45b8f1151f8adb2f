using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Documents;
using Wesog.MongoDB.Indexing;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Indexing;

/// <summary>A scan gets the images that the index finds and those that are not in it, whatever hosts do.</summary>
public sealed class IndexTests : DatabaseTests
{
    private const string Tenant = SampleOperations.Tenant;
    private static readonly QueryOptions Off = new() { IndexedMembers = [], FullText = false };
    private static readonly string[] Letters = [.. "abcdefghij".Select(letter => $"{letter}")];

    [Theory]
    [InlineData(ScanOrder.Any)]
    [InlineData(ScanOrder.ById)]
    [InlineData(ScanOrder.ByIdDescending)]
    public async Task A_scan_gets_what_the_index_finds_and_what_is_not_in_it(ScanOrder order)
    {
        await using var store = await Database.OpenAsync();
        await store.AddAsync([.. Letters.Select((id, i) => (id, i % 2 == 0 ? "white boat" : "sky"))]);
        await store.CatchUpAsync();
        Assert.Equal(["a", "c", "e", "g", "i"], Ordered(await store.GivenAsync("text~boat", order), order));
        Assert.Equal([], await store.GivenAsync("text~white sky", order));

        await Database.StopIndexingAsync();
        await store.AddAsync(("b1", "sky"), ("d1", "white boat"));

        Assert.Equal(["a", "b1", "c", "d1", "e", "g", "i"], Ordered(await store.GivenAsync("text~boat && text~~white", order), order));
        Assert.Equal(["b", "b1", "d", "d1", "f", "h", "j"], Ordered(await store.GivenAsync("text~boats || title~~~sky", order), order));

        await Database.ContinueIndexingAsync();
        await store.CatchUpAsync();
        Assert.Equal(["a", "c", "d1", "e", "g", "i"], Ordered(await store.GivenAsync("text~boat", order), order));
    }

    [Theory]
    [InlineData(ScanOrder.ById, 2)]
    [InlineData(ScanOrder.ByIdDescending, 2)]
    [InlineData(ScanOrder.ById, 20_000)]
    [InlineData(ScanOrder.ByIdDescending, 20_000)]
    public async Task A_scan_by_id_begins_after_an_id_whether_few_or_many_images_match(ScanOrder order, int most)
    {
        await using var store = await Database.OpenAsync();
        store.Session.Scans.MaxSorted = most;
        await store.AddAsync([.. Letters.Select((id, i) => (id, i % 2 == 0 ? "white boat" : "sky")), ("\U0001F600", "white boat"), ("\uFF21", "white boat")]);
        await store.CatchUpAsync();

        string[] all = ["a", "c", "e", "g", "i", "\uFF21", "\U0001F600"];
        Assert.Equal(all, Ordered(await store.GivenAsync("text~boat", order), order));
        Assert.Equal(order == ScanOrder.ById ? all[2..] : all[..2], Ordered(await store.GivenAsync("text~boat", order, after: "d"), order));
        Assert.Equal(order == ScanOrder.ById ? all[3..] : all[..2], Ordered(await store.GivenAsync("text~boat", order, after: "e"), order));
        Assert.Equal(order == ScanOrder.ById ? [] : all[..^1], Ordered(await store.GivenAsync("text~boat", order, after: "\U0001F600"), order));
    }

    [Fact]
    public async Task An_image_that_was_written_or_deleted_is_found_by_what_it_is_now()
    {
        await using var store = await Database.OpenAsync();
        await store.AddAsync(("a", "white boat"), ("b", "white boat"), ("c", "sky"));
        await store.CatchUpAsync();
        await Database.StopIndexingAsync();

        await store.WriteAsync([.. SamplePlans.Puts(IndexedStore.Title("a", "sea", 2), IndexedStore.Title("c", "red boat", 2)), .. SamplePlans.Deletes("b")]);

        Assert.Equal(["a", "c"], await store.GivenAsync("text~boat"));
        Assert.Equal(["a", "c"], await store.GivenAsync("text~sea"));
        await Database.ContinueIndexingAsync();
        await store.CatchUpAsync();
        Assert.Equal(["c"], await store.GivenAsync("text~boat"));
        Assert.Equal(["a"], await store.GivenAsync("text~sea"));
        Assert.Equal([], await store.GivenAsync("text~sky"));
        Assert.Equal(2, (await store.FindImagesAsync(Tenant, ["a"], default)).Single().Revision);
    }

    [Fact]
    public async Task An_export_gets_all_images()
    {
        await using var store = await Database.OpenAsync();
        await store.AddAsync(("a", "white boat"), ("b", "sky"));
        await store.CatchUpAsync();
        Assert.Equal(["a", "b"], await store.GivenAsync("text~boat", isExport: true));
    }

    [Fact]
    public async Task A_scan_gets_no_image_of_another_tenant()
    {
        await using var store = await Database.OpenAsync();
        await store.AddAsync(("a", "white boat"));
        await Database.Collection(CollectionNames.Images).InsertOneAsync(new()
        {
            { "_id", new BsonDocument { { "tenant", "other" }, { "id", "b" } } },
            { "_index", new BsonDocument { { "version", "" }, { "terms", new BsonArray { "wboat", "x" } } } },
        });
        Assert.Equal(["a"], await store.GivenAsync("text~boat"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_query_meets_a_damaged_image(bool isIndexed)
    {
        await using var store = await Database.OpenAsync();
        await store.AddAsync(("a", "white boat"));
        await Database.Collection(CollectionNames.Images).InsertOneAsync(
            new() { { "_id", new BsonDocument { { "tenant", Tenant }, { "id", "b" } } }, { "lang", 7 } });
        if (isIndexed)
        {
            await store.CatchUpAsync();
        }

        await Assert.ThrowsAsync<StoreDamagedException>(() => store.GivenAsync("text~sky"));
    }

    [Fact]
    public async Task The_images_of_a_database_without_an_index_are_added_in_the_background()
    {
        await using (var without = await Database.OpenAsync(query: Off))
        {
            await without.AddAsync([.. Letters.Select(id => (id, "white boat"))]);
        }

        await using var store = await Database.OpenAsync();
        await Eventually.IsTrueAsync(async () => (await store.GivenAsync("text~sky")).Count == 0, "all images are in the index");
        Assert.Equal(Letters, await store.GivenAsync("text~boat"));
    }

    [Fact]
    public async Task A_host_without_indexes_creates_nothing_and_finds_the_same()
    {
        await using var store = await Database.OpenAsync(query: Off);
        await store.AddAsync(("a", "white boat"), ("b", "sky"));
        Assert.Equal(["a", "b"], await store.GivenAsync("text~boat"));
        Assert.Equal(100, store.IndexedPercent);
        Assert.Single(await (await Database.Collection(CollectionNames.Images).Indexes.ListAsync()).ToListAsync());
        Assert.Equal(0, await Database.Collection(CollectionNames.About).CountDocumentsAsync(new BsonDocument("_id", "index")));
    }

    [Fact]
    public async Task Hosts_with_other_indexes_find_the_same_and_the_last_one_to_start_decides()
    {
        await using var words = await Database.OpenAsync(query: new() { IndexedMembers = [] });
        await words.AddAsync(("a", "white boat"), ("b", "sky"));
        await words.CatchUpAsync();
        await using var titles = await Database.OpenAsync(query: new() { IndexedMembers = ["title"], FullText = false });
        Assert.Equal(["a", "b"], await titles.GivenAsync("title=sky"));

        await titles.CatchUpAsync();

        Assert.Equal(["b"], await titles.GivenAsync("title=sky"));
        Assert.Equal(["a", "b"], await words.GivenAsync("text~sky"));
        Assert.False(await words.Session.IndexKeeper.TryCatchUpAsync(default));
        Assert.Equal(["b"], await titles.GivenAsync("title=sky"));
    }

    private static IEnumerable<string> Ordered(IReadOnlyList<string> ids, ScanOrder order) => order == ScanOrder.ByIdDescending ? ids.Reverse() : ids;
}
