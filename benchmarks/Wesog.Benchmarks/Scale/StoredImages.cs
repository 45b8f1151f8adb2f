using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Images;

namespace Wesog.Benchmarks.Scale;

/// <summary>
/// Measures the cost of an image in operations of 1,000 adds by the number of stored images: with ids in ascending order, and in
/// random order, where each image changes a different part of the tree. For comparison it inserts the same objects into a
/// dictionary, sorted or not, which does not validate or encode them and has no snapshots.
/// </summary>
/// <remarks>
/// It measures processor time, so that other load on the machine has little effect. Only one store exists at a time, so that each
/// size includes the collections of its own garbage. A run is long enough to include collections; the median of the runs excludes
/// unusually long ones.
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
            ordered.Compare("cost of an image with 1,000,000 stored, ids in order; baseline: 10,000 stored", Many, to: Few, Bound.AtMost(1.2)),
            random.Compare("cost of an image with 1,000,000 stored, ids in random order; baseline: 10,000 stored", Many, to: Few),
            sorted.Compare("SortedDictionary: cost of an object with 1,000,000 stored, ids in random order; baseline: 10,000 stored", Many, to: Few),
            hashed.Compare("Dictionary: cost of an object with 1,000,000 stored, ids in random order; baseline: 10,000 stored", Many, to: Few),
        ];
    }

    private static Task<Growth> MeasureAsync(int[] sizes, Func<Random, int, Image[]> images, UseStoreAsync useStoreAsync)
    {
        var random = new Random(7);
        return Growth.MeasureAsync(sizes, size => CostAsync(size, count => images(random, count), useStoreAsync));
    }

    /// <summary>Seconds per image. A store grows by a fifth, or by one batch, while it is measured. Small stores are measured several times.</summary>
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
