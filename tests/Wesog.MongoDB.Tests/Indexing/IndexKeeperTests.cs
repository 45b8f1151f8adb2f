using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Engine;
using Wesog.Images;
using Wesog.MongoDB.Documents;
using Wesog.MongoDB.Indexing;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Indexing;

/// <summary>Hosts add images to the index one at a time, and no write waits or fails because of it.</summary>
public sealed class IndexKeeperTests : DatabaseTests
{
    private const string Tenant = SampleOperations.Tenant;

    [Fact]
    public async Task One_host_at_a_time_has_the_lease()
    {
        await using var store = await Database.OpenAsync();
        var about = Database.Collection(CollectionNames.About);
        var version = new ImageIndex().Version;
        var (a, b) = (new IndexLease(about, "a"), new IndexLease(about, "b"));

        Assert.True(await a.TryTakeAsync(version, default));
        Assert.True(await a.TryTakeAsync(version, default));
        Assert.False(await b.TryTakeAsync(version, default));
        await b.ReleaseAsync(default);
        Assert.False(await b.TryTakeAsync(version, default));
        await a.ReleaseAsync(default);
        Assert.False(await b.TryTakeAsync("another", default));
        Assert.True(await b.TryTakeAsync(version, default));
        await b.PauseAsync(default);
        Assert.False(await b.TryTakeAsync(version, default));
    }

    [Fact]
    public async Task A_commit_that_meets_the_addition_of_its_images_to_the_index_runs_again_and_pauses_it()
    {
        await using var store = await Database.OpenAsync();
        await store.AddAsync(("a", "white boat"));
        await Database.StopIndexingAsync();
        await store.EnqueueAsync(SampleOperations.Replace("a"), IndexedStore.Unbounded, default);
        var workItem = (await store.ClaimAsync(Tenant, IndexedStore.LeaseOptions, new(10, 1_000, 1 << 20), SampleOperations.Created, default))!;
        var attempts = 0;

        await store.CommitAsync(workItem.Lease, ["a"], Decide, default);

        Assert.Equal(2, attempts);
        Assert.Equal(2, (await store.FindImagesAsync(Tenant, ["a"], default)).Single().Revision);
        await Database.Collection(CollectionNames.About).UpdateOneAsync(
            new BsonDocument("_id", "index"), new BsonDocument("$unset", new BsonDocument { { "host", "" }, { "until", "" } }));
        Assert.False(await store.Session.IndexKeeper.TryCatchUpAsync(default));
        Assert.Equal(["a"], await store.GivenAsync("text~sea"));

        CommitPlan Decide(Func<string, StoredImage?> find)
        {
            if (attempts++ == 0)
            {
                // After the transaction has read the image, and before it writes it.
                var place = new BsonDocument("_index", new BsonDocument { { "version", store.Session.Index.Terms.Version }, { "terms", new BsonArray { "wboat" } } });
                Database.Collection(CollectionNames.Images).UpdateOne(new BsonDocument(), new BsonDocument("$set", place));
            }

            return workItem.Success(SampleOperations.Created, SamplePlans.Puts(IndexedStore.Title("a", "sea", find("a")!.Revision + 1)))(find);
        }
    }

    [Fact]
    public async Task An_image_that_is_written_while_it_is_added_to_the_index_is_left_as_it_is()
    {
        await using var store = await Database.OpenAsync();
        await store.AddAsync(("a", "white boat"), ("b", "white boat"));
        await Database.StopIndexingAsync();
        var written = new WriteOnce(() => store.WriteAsync(SamplePlans.Puts(IndexedStore.Title("a", "sea", 2))).GetAwaiter().GetResult());
        await using var other = await Database.OpenAsync(name: "other", configure: written.Configure);
        await Database.ContinueIndexingAsync();

        await Eventually.IsTrueAsync(async () => await other.Session.IndexKeeper.TryCatchUpAsync(default) && written.IsDone, "the index has all images");

        Assert.Equal(["b"], await store.GivenAsync("text~boat"));
        Assert.Equal(["a"], await store.GivenAsync("text~sea"));
    }

    [Fact]
    public async Task Queries_find_what_hosts_write_while_hosts_add_it_to_the_index()
    {
        const int Rounds = 12;
        await using var a = await ImageEngine.StartNewAsync(Database.Store(name: "host-a"));
        var (indexing, store) = (new CancellationTokenSource(), await Database.OpenAsync(name: "host-b"));
        await using var b = store;
        var keeping = Task.Run(async () =>
        {
            while (!indexing.IsCancellationRequested)
            {
                await store.Session.IndexKeeper.TryCatchUpAsync(default);
            }
        });

        for (var round = 0; round < Rounds; round++)
        {
            var images = Enumerable.Range(0, 30).Select(i => new Image { Id = $"{i}", Src = "http://x/", Title = $"word{(i + round) % 5}", Author = $"{i % 3}" }).ToList();
            var batch = images.Aggregate(new ImageBatch(), (all, image) => round == 0 ? all.Add(image) : all.Replace(image));
            var (operation, _) = await Eventually.AnswerAsync(() => a.Operations.SubmitAsync(Tenant, batch, new() { Wait = true }));
            Assert.Equal(OperationState.Succeeded, (await a.Operations.WaitAsync(Tenant, operation.Id, TimeSpan.FromSeconds(60)))!.State);

            var page = await a.Images.QueryAsync(Tenant, new() { Filter = ImageFilter.Parse("text~~word2 && author:0,1"), Limit = 100 });

            Assert.Equal(
                images.Where(image => image.Title == "word2" && image.Author != "2").Select(image => image.Id).Order(StringComparer.Ordinal),
                page.Images.Select(image => image.Id));
        }

        await indexing.CancelAsync();
        await keeping;
        indexing.Dispose();
    }

    [Theory]
    [InlineData("text~~common && text~~rare", 3)]
    [InlineData("text~~rare && text~~common", 3)]
    [InlineData("text~rar", 3)]
    [InlineData("text~~rare || title~~~none", 3)]
    [InlineData("d>=1890 && d<1930", 0)]
    public async Task The_server_reads_the_documents_that_the_rarest_term_finds(string formula, int documents)
    {
        await using var store = await Database.OpenAsync();
        await store.AddAsync([.. Enumerable.Range(0, 1_000).Select(i => ($"{i:D4}", i % 400 == 0 ? "common rare" : "common"))]);
        await store.CatchUpAsync();
        var index = store.Session.Index.Terms;
        var filter = IndexFilters.ByIndex(Tenant, index.Narrow(ImageFilter.Parse(formula))!, index.Version);

        var plan = await Database.Database.RunCommandAsync<BsonDocument>(new BsonDocument
        {
            { "explain", new BsonDocument { { "find", CollectionNames.Images }, { "filter", filter } } }, { "verbosity", "executionStats" },
        });

        Assert.DoesNotContain("COLLSCAN", plan["queryPlanner"]["winningPlan"].ToJson(), StringComparison.Ordinal);

        // The server counts a document again that it has in memory already.
        Assert.InRange(plan["executionStats"]["totalDocsExamined"].ToInt32(), documents, 2 * documents);
        Assert.InRange(plan["executionStats"]["totalKeysExamined"].ToInt32(), 0, documents + 20);
    }
}
