using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Images;
using Wesog.MongoDB;

namespace Wesog.Benchmarks.MongoDB;

/// <summary>Compares the cost of the MongoDB store with inserts of equal documents by the same driver into the same server.</summary>
internal sealed class MongoSummary : IAsyncDisposable
{
    private readonly string _database = $"wesog-benchmark-{Guid.NewGuid():N}";
    private readonly Random _random = new(7);
    private readonly string _connectionString;
    private readonly MongoClient _client;

    public MongoSummary(string connectionString) => (_connectionString, _client) = (connectionString, new(connectionString));

    public async Task<IReadOnlyList<Ratio>> RunAsync() =>
    [
        await BatchAsync(10_000, rounds: 9, target: 0.7),
        await BatchAsync(1_000, rounds: 21, target: 0.5),
        await SinglesAsync(),
        await HostsAsync(),
    ];

    public async ValueTask DisposeAsync()
    {
        await _client.DropDatabaseAsync(_database);
        await _client.DropDatabaseAsync(Raw.DatabaseNamespace.DatabaseName);
        _client.Dispose();
    }

    private IMongoDatabase Raw => _client.GetDatabase(_database + "-raw");

    private async Task<Ratio> BatchAsync(int items, int rounds, double target)
    {
        await using var engine = await StartAsync();
        var images = Sets(Rounds.WarmUp + rounds, items);
        var documents = await DocumentsAsync(engine, Sets(Rounds.WarmUp + rounds, items));
        var (ours, baseline) = await Rounds.CompareAsync(
            rounds, round => AddAsync(engine, $"batches of {items}", images[round]), round => InsertAsync(documents[round]));
        return new(
            $"one operation of {items:N0} adds, images/s to InsertMany of such documents in one transaction", baseline / ours, Bound.AtLeast(target),
            $"{items / ours:N0}/s, raw {items / baseline:N0}/s");
    }

    private async Task<Ratio> SinglesAsync()
    {
        const int Submitters = 64;
        const int Each = 5;
        await using var engine = await StartAsync();
        var documents = (await DocumentsAsync(engine, Sets(1, Submitters * Each)))[0];
        var used = 0;
        var (ours, baseline) = await Rounds.CompareAsync(
            rounds: 5,
            _ => Task.WhenAll(StorageImages.Objects(_random, Submitters * Each).Chunk(Each).Select(share => Task.Run(async () =>
            {
                foreach (var image in share)
                {
                    await AddAsync(engine, "singles", image);
                }
            }))),
            async _ =>
            {
                for (var i = 0; i < 30; i++)
                {
                    await InsertAsync([documents[used++ % documents.Length]]);
                }
            });
        var (rate, rawRate) = (Submitters * Each / ours, 30 / baseline);
        return new(
            "64 submitters of single adds, operations/s to one transaction each", rate / rawRate, Bound.AtLeast(1), $"{rate:N0}/s, raw {rawRate:N0}/s");
    }

    private async Task<Ratio> HostsAsync()
    {
        const int Items = 1_000;
        const int Batches = 10;
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        Task Work(ImageEngine engine, string tenant) => Task.Run(async () =>
        {
            for (var i = 0; i < Batches; i++)
            {
                await AddAsync(engine, tenant, StorageImages.Objects(Random.Shared, Items));
            }
        });
        var (two, one) = await Rounds.CompareAsync(
            rounds: 5, _ => Task.WhenAll(Work(first, "left"), Work(second, "right")), _ => Work(first, "alone"));
        var (rate, rateOfOne) = (2 * Batches * Items / two, Batches * Items / one);
        return new(
            "two hosts on two tenants, images/s to one on one", rate / rateOfOne, Bound.AtLeast(1.6),
            string.Create(CultureInfo.InvariantCulture, $"{rate:N0}/s, one {rateOfOne:N0}/s; server and hosts share {Environment.ProcessorCount} processors"));
    }

    private Image[][] Sets(int count, int items) =>
        [.. Enumerable.Range(0, count).Select(_ => StorageImages.Objects(_random, items))];

    // The documents that the store writes for these images: added to another tenant and read from the collection.
    private async Task<RawBsonDocument[][]> DocumentsAsync(ImageEngine engine, Image[][] sets)
    {
        var documents = new List<RawBsonDocument[]>();
        var images = _client.GetDatabase(_database).GetCollection<RawBsonDocument>("images");
        foreach (var set in sets)
        {
            var tenant = $"template {Guid.NewGuid():N}";
            await AddAsync(engine, tenant, set);
            var stored = await images.Find(new BsonDocument("_id.tenant", tenant)).ToListAsync();
            documents.Add([.. stored.Select(document => new RawBsonDocument(document.ToBson()))]);
        }

        return [.. documents];
    }

    private async Task InsertAsync(IReadOnlyCollection<RawBsonDocument> documents)
    {
        using var session = await _client.StartSessionAsync();
        session.StartTransaction(new(writeConcern: WriteConcern.WMajority));
        await Raw.GetCollection<RawBsonDocument>("images").InsertManyAsync(session, documents);
        await session.CommitTransactionAsync();
    }

    private static async Task AddAsync(ImageEngine engine, string tenant, params Image[] images) =>
        await engine.SucceedAsync(tenant, SampleBatches.Add(images));

    private Task<ImageEngine> StartAsync() =>
        ImageEngine.StartNewAsync(new MongoImageStore(_connectionString, TimeProvider.System, new() { Database = _database }));
}
