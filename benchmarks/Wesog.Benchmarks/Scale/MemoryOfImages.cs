using System.Globalization;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;

namespace Wesog.Benchmarks.Scale;

/// <summary>
/// Compares the memory of a million images and the operations that added them with the bytes of their JSON.
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
        var retained = LiveBytes() - before;
        var json = await JsonBytesAsync(engine);
        return new(
            "live heap of 1,000,000 images, bytes; baseline: bytes of their JSON", (double)retained / json, Bound.AtMost(1.6),
            string.Create(CultureInfo.InvariantCulture, $"{retained / 1e6:N0} MB, JSON {json / 1e6:N0} MB: {(double)retained / Images:N0} and {(double)json / Images:N0} bytes an image"));
    }

    // A separate method, so that the objects are garbage when it has returned.
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
