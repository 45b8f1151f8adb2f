using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Images;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Indexing;

/// <summary>Short forms of calls, for tests of the index.</summary>
internal static class IndexedStore
{
    public static readonly QueueLimits Unbounded = new(int.MaxValue, long.MaxValue);
    public static readonly LeaseOptions LeaseOptions = new("a", TimeSpan.FromSeconds(30));

    /// <summary>Commits writes.</summary>
    public static async Task WriteAsync(this MongoImageStore store, params ImageWrite[] writes)
    {
        var operation = SampleOperations.Add([.. writes.Select(write => write.Id)]);
        var request = new CommitRequest.Inline(
            [operation],
            Unbounded,
            LeaseOptions,
            [.. writes.Select(write => write.Id)],
            _ => new(writes, [operation.Operation.Start(SampleOperations.Created).Succeeded(SampleOperations.Created)]));
        while (await store.CommitAsync(request, default) is not CommitResult.Committed)
        {
            // A host adds one of the images to the index.
        }
    }

    public static Task AddAsync(this MongoImageStore store, params (string Id, string Title)[] images) =>
        store.WriteAsync(SamplePlans.Puts(images.Select(image => SampleImages.Image(image.Id, image.Title))));

    /// <summary>Adds all images to the index.</summary>
    public static async Task CatchUpAsync(this MongoImageStore store)
    {
        await Eventually.IsTrueAsync(() => store.Session.IndexKeeper.TryCatchUpAsync(default), "this host can add images to the index");
        Assert.Equal((0, 100), (store.Session.Index.Progress.Behind, store.IndexedPercent));
    }

    /// <summary>Returns the ids that the store gives a scan.</summary>
    public static async Task<IReadOnlyList<string>> GivenAsync(
        this MongoImageStore store, string formula, ScanOrder order = ScanOrder.ById, string? after = null, bool isExport = false)
    {
        var scan = new FilterScan(formula, order) { From = after, IsExport = isExport };
        await store.ScanImagesAsync(SampleOperations.Tenant, scan, default);
        return order == ScanOrder.Any ? [.. scan.Ids.Order(StringComparer.Ordinal)] : scan.Ids;
    }

    /// <summary>Lets no host add images to the index.</summary>
    public static Task StopIndexingAsync(this TestDatabase database) => database.Collection("about").UpdateOneAsync(
        new BsonDocument("_id", "index"), new BsonDocument("$set", new BsonDocument { { "host", "another" }, { "until", new BsonDateTime(DateTime.MaxValue) } }));

    public static Task ContinueIndexingAsync(this TestDatabase database) => database.Collection("about").UpdateOneAsync(
        new BsonDocument("_id", "index"), new BsonDocument("$unset", new BsonDocument { { "host", "" }, { "until", "" }, { "paused_until", "" } }));

    public static StoredImage Title(string id, string title, long revision = 1) => SampleImages.Image(id, title, revision);
}
