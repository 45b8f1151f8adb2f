using System.Globalization;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Query;
using Wesog.Sqlite;

namespace Wesog.Benchmarks.Storage;

/// <summary>Compares the cost of the SQLite store with raw inserts, and measures its growth with the number of stored images.</summary>
internal sealed class StorageSummary : IAsyncDisposable
{
    private const string Tenant = "benchmark";

    private readonly string _directory = Directory.CreateTempSubdirectory("wesog-benchmark-").FullName;
    private readonly Random _random = new(7);
    private int _files;

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        await using var summary = new StorageSummary();
        return
        [
            await summary.BatchAsync(10_000, rounds: 15, target: 0.7),
            await summary.BatchAsync(1_000, rounds: 41, target: 0.5),
            await summary.SinglesAsync(),
            await summary.ReadsDuringACommitAsync(),
            .. await new GrowthSummary(summary.NewPath).RunAsync(),
        ];
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<Ratio> BatchAsync(int items, int rounds, double target)
    {
        await using var engine = await StartAsync();
        using var raw = new RawDatabase(NewPath());
        var images = Enumerable.Range(0, Rounds.WarmUp + rounds).Select(_ => StorageImages.Objects(_random, items)).ToArray();
        var rows = images.Select(StorageImages.Rows).ToArray();
        var (ours, baseline) = await Rounds.CompareAsync(
            rounds,
            round => engine.AddAsync(Tenant, images[round]),
            round =>
            {
                raw.Insert(rows[round]);
                return Task.CompletedTask;
            });
        return new($"one operation of {items:N0} adds, rows/s; baseline: raw inserts", baseline / ours, Bound.AtLeast(target), $"{items / ours:N0}/s, raw {items / baseline:N0}/s");
    }

    private async Task<Ratio> SinglesAsync()
    {
        const int Submitters = 64;
        const int Each = 40;
        const int Commits = 400;
        await using var engine = await StartAsync();
        using var raw = new RawDatabase(NewPath());
        var (ours, baseline) = await Rounds.CompareAsync(
            rounds: 5,
            async _ =>
            {
                var images = StorageImages.Objects(_random, Submitters * Each).Chunk(Each);
                await Task.WhenAll(images.Select(share => Task.Run(async () =>
                {
                    foreach (var image in share)
                    {
                        await engine.AddAsync(Tenant, image);
                    }
                })));
            },
            _ =>
            {
                foreach (var row in StorageImages.Rows(StorageImages.Objects(_random, Commits)))
                {
                    raw.Insert([row]);
                }

                return Task.CompletedTask;
            });
        var (rate, rawRate) = (Submitters * Each / ours, Commits / baseline);
        var sync = Fsync.Measure(NewPath());
        var target = sync >= TimeSpan.FromMilliseconds(1) ? 10 : 5;
        return new(
            "single adds by 64 submitters, operations/s; baseline: raw inserts with one commit each", rate / rawRate, Bound.AtLeast(target),
            string.Create(CultureInfo.InvariantCulture, $"{rate:N0}/s, raw {rawRate:N0}/s; an fsync costs {sync.TotalMilliseconds:0.00} ms"));
    }

    private async Task<Ratio> ReadsDuringACommitAsync()
    {
        await using var engine = await StartAsync();
        var stored = StorageImages.Objects(_random, 10_000);
        await engine.AddAsync(Tenant, stored);
        await ReadAsync(engine, stored, () => true, 2_000);
        var idle = await ReadAsync(engine, stored, () => true, 5_000);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                await engine.AddAsync(Tenant, StorageImages.Objects(_random, 10_000));
            }
        });
        var busy = await ReadAsync(engine, stored, () => !writing.IsCompleted, int.MaxValue);
        await writing;
        var (quiet, loaded) = (Rounds.Percentile(idle, 0.99), Rounds.Percentile(busy, 0.99));
        return new(
            "one image by id during commits of 10,000 adds, p99; baseline: idle", loaded / quiet, Bound.AtMost(3),
            string.Create(CultureInfo.InvariantCulture, $"{loaded * 1e6:N0} µs over {busy.Count:N0} reads, idle {quiet * 1e6:N0} µs"));
    }

    private static async Task<List<double>> ReadAsync(ImageEngine engine, Image[] stored, Func<bool> shouldContinue, int maxReads)
    {
        var seconds = new List<double>();
        for (var i = 0; i < maxReads && shouldContinue(); i++)
        {
            var id = stored[i * 7919 % stored.Length].Id;
            seconds.Add(await Rounds.TimeAsync(() => engine.Images.GetAsync(Tenant, id)));
        }

        return seconds;
    }

    // Without an index, which would follow while others are measured.
    private Task<ImageEngine> StartAsync() =>
        ImageEngine.StartNewAsync(new SqliteImageStore(NewPath(), TimeProvider.System, new() { IndexedMembers = [], FullText = false }));

    private string NewPath() => Path.Combine(_directory, $"{_files++}.db");
}
