using System.Globalization;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Sqlite;

namespace Wesog.Benchmarks.Storage;

/// <summary>
/// Measures how the cost of an image grows from 10,000 to 1,000,000 stored, with ids in ascending order, like accession numbers,
/// and in random order, where every commit changes every page of the index. Raw inserts have the same growth.
/// </summary>
internal sealed class GrowthSummary(Func<string> newPath)
{
    private const int Batch = 10_000;
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int Measured = 5;

    public async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        var ordered = await EngineAsync(StorageImages.Ordered);
        var random = await EngineAsync(StorageImages.Objects);
        var raw = await RawAsync();
        return
        [
            new("cost of an image with 1,000,000 stored, ids in order; baseline: 10,000 stored", ordered.Growth, Bound.AtMost(1.5), ordered.Text),
            new(
                "growth of that cost with ids in random order; baseline: growth of raw inserts", random.Growth / raw.Growth, Target: null,
                string.Create(CultureInfo.InvariantCulture, $"{random.Text}: {random.Growth:0.0} times; raw {raw.Text}: {raw.Growth:0.0} times")),
        ];
    }

    private async Task<Cost> EngineAsync(Func<Random, int, Image[]> images) => await CompareAsync(async stored =>
    {
        await using var engine = await ImageEngine.StartNewAsync(new SqliteImageStore(newPath(), TimeProvider.System, new() { IndexedMembers = [], FullText = false }));
        return await FillAsync(stored, images, batch => engine.AddAsync("benchmark", batch));
    });

    private async Task<Cost> RawAsync() => await CompareAsync(async stored =>
    {
        using var raw = new RawDatabase(newPath());
        return await FillAsync(stored, (random, count) => StorageImages.Rows(StorageImages.Objects(random, count)), batch =>
        {
            raw.Insert(batch);
            return Task.CompletedTask;
        });
    });

    // The large store is first, so that tiered compilation has optimised the hot code before both measurements.
    private static async Task<Cost> CompareAsync(Func<int, Task<double>> fill)
    {
        var many = await fill(Many);
        return new(await fill(Few), many);
    }

    /// <summary>Seconds per image with the given number stored.</summary>
    private static async Task<double> FillAsync<T>(int stored, Func<Random, int, T[]> batches, Func<T[], Task> add)
    {
        var random = new Random(7);
        var measured = new List<double>();
        for (var count = 0; measured.Count < Measured; count += Batch)
        {
            var batch = batches(random, Batch);
            var seconds = await Rounds.TimeAsync(() => add(batch));
            if (count >= stored)
            {
                measured.Add(seconds / Batch);
            }
        }

        return Rounds.Median(measured);
    }

    private readonly record struct Cost(double Few, double Many)
    {
        public double Growth => Many / Few;

        public string Text => string.Create(CultureInfo.InvariantCulture, $"{Many * 1e6:0.0} µs, with 10,000 {Few * 1e6:0.0} µs");
    }
}
