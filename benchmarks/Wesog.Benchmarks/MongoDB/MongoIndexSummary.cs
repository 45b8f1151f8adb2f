using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Benchmarks.Finding;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Images;
using Wesog.MongoDB;
using Wesog.Operations;
using Wesog.Query;

namespace Wesog.Benchmarks.MongoDB;

/// <summary>Compares batches and queries on MongoDB with and without the default indexes.</summary>
internal sealed class MongoIndexSummary : IAsyncDisposable
{
    private const string Tenant = "benchmark";
    private const int BatchImages = 1_000;
    private const int Batches = 5;
    private const int AddRounds = 5;
    private const int QueryRounds = 7;
    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(10);

    private readonly string _database = $"wesog-benchmark-{Guid.NewGuid():N}";
    private readonly MongoClient _client;
    private readonly MongoImageStore _indexed;
    private readonly MongoImageStore _plain;

    public MongoIndexSummary(string connectionString)
    {
        _client = new(connectionString);
        _indexed = new(connectionString, TimeProvider.System, new() { Database = _database });
        _plain = new(
            connectionString, TimeProvider.System, new() { Database = $"{_database}-plain" }, new() { IndexedMembers = [], FullText = false });
    }

    public async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        await using var indexed = await ImageEngine.StartNewAsync(_indexed);
        await using var plain = await ImageEngine.StartNewAsync(_plain);
        var adds = await WriteAsync(indexed, plain, "adds", round => round, SampleBatches.Add, Bound.AtLeast(0.5));
        await FollowAsync();
        var replacements = await WriteAsync(indexed, plain, "replacements of images in the index", _ => 0, SampleBatches.Replace, target: null);
        await FollowAsync();
        return
        [
            adds,
            replacements,
            await QueryAsync(indexed, plain, "a first page by date of the matches of a rare author", $"author=\"{Catalogue.Author(300)}\"", ImageSort.Date),
            await QueryAsync(indexed, plain, "a first page by date of the matches of two words", $"text~{Catalogue.Word(100)} {Catalogue.Word(200)}", ImageSort.Date),
            await QueryAsync(indexed, plain, "the number of the half that has a status", $"status={Catalogue.FrequentStatus}", ImageSort.Date),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DropDatabaseAsync(_database);
        await _client.DropDatabaseAsync($"{_database}-plain");
        _client.Dispose();
    }

    // Several in a row, so that the index follows while they are written.
    private static async Task<Ratio> WriteAsync(
        ImageEngine indexed, ImageEngine plain, string what, Func<int, int> place, Func<IReadOnlyList<Image>, ImageBatch> batch, Bound? target)
    {
        var seconds = await Rounds.InTurnsWithAsync(
            AddRounds,
            round => Enumerable.Range(place(round) * Batches * BatchImages, Batches * BatchImages).Select(Catalogue.Image).Chunk(BatchImages).Select(images => batch(images)).ToList(),
            batches => RunAsync(indexed, batches),
            batches => RunAsync(plain, batches));
        return new(
            $"{Batches} batches of {BatchImages:N0} {what}, images/s with the default indexes to those without", seconds[1] / seconds[0], target,
            string.Create(
                CultureInfo.InvariantCulture, $"{Batches * BatchImages / seconds[0]:N0}/s, without {Batches * BatchImages / seconds[1]:N0}/s"));

        static async Task RunAsync(ImageEngine engine, IEnumerable<ImageBatch> batches)
        {
            foreach (var next in batches)
            {
                await engine.SucceedAsync(Tenant, next);
            }
        }
    }

    private static async Task<Ratio> QueryAsync(ImageEngine indexed, ImageEngine plain, string what, string formula, ImageSort sort)
    {
        var query = new ImageQuery { Filter = ImageFilter.Parse(formula), Sort = sort };
        var (count, of) = (0L, (await plain.Images.ListAsync(Tenant, 0, 1)).Count);
        var seconds = await Rounds.CompareAsync(QueryRounds, _ => RunAsync(indexed), _ => RunAsync(plain));
        return new(
            $"{what}, time with the default indexes to that without", seconds.Ours / seconds.Baseline, null,
            string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {of:N0}: {seconds.Ours * 1_000:N1} ms, without {seconds.Baseline * 1_000:N1} ms"));

        async Task RunAsync(ImageEngine engine) => count = (await engine.Images.QueryAsync(Tenant, query)).Count!.Value;
    }

    private async Task FollowAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        var images = _client.GetDatabase(_database).GetCollection<BsonDocument>("images");
        while (await images.CountDocumentsAsync(new BsonDocument("_index.version", new BsonDocument("$ne", new ImageIndex().Version))) > 0)
        {
            if (TimeProvider.System.GetElapsedTime(started) > LongestBuild)
            {
                throw new TimeoutException($"The index does not have all images after {LongestBuild}.");
            }

            await Task.Delay(100);
        }
    }
}
