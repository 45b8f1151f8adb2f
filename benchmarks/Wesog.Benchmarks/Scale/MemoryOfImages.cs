using System.Globalization;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;

namespace Wesog.Benchmarks.Scale;

/// <summary>
/// What the engine keeps of a million images and the operations that added them, beside the bytes of the images' own JSON.
/// </summary>
internal static class MemoryOfImages
{
    private const int Images = 1_000_000;
    private const int Batch = 1_000;
    private const string Tenant = "benchmark";

    public static async Task<Ratio> RunAsync()
    {
        var before = LiveBytes();
        await using var engine = await ImageEngine.StartNewAsync();
        await FillAsync(engine);
        var kept = LiveBytes() - before;
        var json = await JsonBytesAsync(engine);
        return new(
            "live heap of 1,000,000 images, bytes to those of their JSON", (double)kept / json, Bound.AtMost(1.6),
            string.Create(CultureInfo.InvariantCulture, $"{kept / 1e6:N0} MB, JSON {json / 1e6:N0} MB: {(double)kept / Images:N0} and {(double)json / Images:N0} bytes an image"));
    }

    // A method of its own: when it has returned, the caller's objects are garbage.
    private static async Task FillAsync(ImageEngine engine)
    {
        var random = new Random(7);
        for (var count = 0; count < Images; count += Batch)
        {
            await engine.AddAsync(Tenant, StorageImages.Objects(random, Batch));
        }
    }

    private static async Task<long> JsonBytesAsync(ImageEngine engine)
    {
        var (bytes, images) = (0L, 0);
        while (images < Images)
        {
            var page = await engine.Images.ListAsync(Tenant, images, 10 * Batch);
            images += page.Images.Count;
            bytes += page.Images.Sum(image => (long)image.Json.Length);
        }

        return bytes;
    }

    private static long LiveBytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
