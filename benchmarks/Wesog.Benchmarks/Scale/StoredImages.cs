using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Images;

namespace Wesog.Benchmarks.Scale;

/// <summary>
/// What an image costs in operations of 1,000 adds, by how many images are stored: with ids in random order and in their
/// own. Beside both, what it costs to insert the same objects into a sorted dictionary, which neither checks nor encodes them.
/// </summary>
/// <remarks>
/// One store is alive at a time, so that each size pays for the collections of its own garbage. A round's cost is a mean,
/// with its share of these; the median of the rounds leaves out one that met an uncommonly long collection.
/// </remarks>
internal static class StoredImages
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int Batch = 1_000;
    private const int TimedBatches = 40;

    private delegate Task UseStoreAsync(Func<Func<Image[], Task>, Task> useAsync);

    public static async Task<IReadOnlyList<Ratio>> RunAsync() =>
    [
        (await MeasureAsync([Many, 100_000, Few, 1_000], StorageImages.Objects, EngineAsync)).Compare(
            "an image with 1,000,000 stored, cost to 10,000 stored; ids in random order", Many, to: Few, Bound.AtMost(1.2)),
        (await MeasureAsync([Many, Few], StorageImages.Ordered, EngineAsync)).Compare("the same with ids in order", Many, to: Few),
        (await MeasureAsync([Many, Few], StorageImages.Objects, DictionaryAsync)).Compare(
            "the same of a SortedDictionary of the objects, ids in random order", Many, to: Few),
    ];

    private static Task<Growth> MeasureAsync(int[] sizes, Func<Random, int, Image[]> images, UseStoreAsync useStoreAsync)
    {
        var random = new Random(7);
        return Growth.MeasureAsync(sizes, size => CostAsync(size, count => images(random, count), useStoreAsync));
    }

    /// <summary>Seconds an image. A store grows by a tenth while it is timed, or by one batch; small ones are many.</summary>
    private static async Task<double> CostAsync(int stored, Func<int, Image[]> images, UseStoreAsync useStoreAsync)
    {
        var timedBatches = Math.Clamp(stored / Batch / 10, 1, TimedBatches);
        var seconds = 0.0;
        for (var store = 0; store < TimedBatches / timedBatches; store++)
        {
            await useStoreAsync(async addAsync =>
            {
                var filling = Math.Min(stored, 10 * Batch);
                for (var count = 0; count < stored; count += filling)
                {
                    await addAsync(images(filling));
                }

                for (var timed = 0; timed < timedBatches; timed++)
                {
                    var batch = images(Batch);
                    seconds += await Rounds.TimeAsync(() => addAsync(batch));
                }
            });
        }

        return seconds / (TimedBatches * Batch);
    }

    private static async Task EngineAsync(Func<Func<Image[], Task>, Task> useAsync)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await useAsync(batch => engine.AddAsync("benchmark", batch));
    }

    private static Task DictionaryAsync(Func<Func<Image[], Task>, Task> useAsync)
    {
        var dictionary = new SortedDictionary<string, Image>(StringComparer.Ordinal);
        return useAsync(batch =>
        {
            foreach (var image in batch)
            {
                dictionary.Add(image.Id, image);
            }

            return Task.CompletedTask;
        });
    }
}
