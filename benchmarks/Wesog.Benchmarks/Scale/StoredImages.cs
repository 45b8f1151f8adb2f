using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Images;

namespace Wesog.Benchmarks.Scale;

/// <summary>
/// What an image costs in operations of 1,000 adds, by how many images are stored: with ids in their own order, and in random
/// order, where every image meets another place among the stored ones. Beside that, what it costs to insert the same objects into a
/// dictionary, sorted or not, which neither checks nor encodes them and shows no snapshots.
/// </summary>
/// <remarks>
/// It is the processor's time, so that what else the machine does hardly counts. One store is alive at a time, so that each size
/// pays for the collections of its own garbage. A run is so long that it has its share of these; the median of the runs leaves
/// out those that met an uncommonly long one.
/// </remarks>
internal static class StoredImages
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int Batch = 1_000;
    private const int BatchesOfRun = 40;
    private const int TimedBatches = 5 * BatchesOfRun;

    private delegate Task UseStoreAsync(Func<Func<Image[], Task>, Task> useAsync);

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        var ordered = await MeasureAsync([Many, Few], StorageImages.Ordered, EngineAsync);
        var random = await MeasureAsync([Many, 100_000, Few, 1_000], StorageImages.Objects, EngineAsync);
        var sorted = await MeasureAsync([Many, Few], StorageImages.Objects, use => DictionaryAsync(use, new SortedDictionary<string, Image>(StringComparer.Ordinal)));
        var hashed = await MeasureAsync([Many, Few], StorageImages.Objects, use => DictionaryAsync(use, new Dictionary<string, Image>(StringComparer.Ordinal)));
        return
        [
            ordered.Compare("an image with 1,000,000 stored, cost to 10,000 stored; ids in order", Many, to: Few, Bound.AtMost(1.2)),
            random.Compare("the same with ids in random order", Many, to: Few),
            sorted.Compare("the same of a SortedDictionary of the objects, ids in random order", Many, to: Few),
            hashed.Compare("the same of a Dictionary of the objects, ids in random order", Many, to: Few),
        ];
    }

    private static Task<Growth> MeasureAsync(int[] sizes, Func<Random, int, Image[]> images, UseStoreAsync useStoreAsync)
    {
        var random = new Random(7);
        return Growth.MeasureAsync(sizes, size => CostAsync(size, count => images(random, count), useStoreAsync));
    }

    /// <summary>Seconds an image. A store grows by a fifth while it is timed, or by one batch; small ones are many.</summary>
    private static async Task<double> CostAsync(int stored, Func<int, Image[]> images, UseStoreAsync useStoreAsync)
    {
        var batchesOfStore = Math.Clamp(stored / Batch / 5, 1, TimedBatches);
        var seconds = new List<double>(TimedBatches);
        while (seconds.Count < TimedBatches)
        {
            await useStoreAsync(async addAsync =>
            {
                var filling = Math.Min(stored, 10 * Batch);
                for (var count = 0; count < stored; count += filling)
                {
                    await addAsync(images(filling));
                }

                for (var timed = 0; timed < batchesOfStore; timed++)
                {
                    var batch = images(Batch);
                    var before = Environment.CpuUsage.TotalTime;
                    await addAsync(batch);
                    seconds.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
                }
            });
        }

        return Rounds.Median(seconds.Chunk(BatchesOfRun).Select(run => run.Average())) / Batch;
    }

    private static async Task EngineAsync(Func<Func<Image[], Task>, Task> useAsync)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await useAsync(batch => engine.AddAsync("benchmark", batch));
    }

    private static Task DictionaryAsync(Func<Func<Image[], Task>, Task> useAsync, IDictionary<string, Image> dictionary) =>
        useAsync(batch =>
        {
            foreach (var image in batch)
            {
                dictionary.Add(image.Id, image);
            }

            return Task.CompletedTask;
        });
}
