using System.Text.Json;
using Wesog.Benchmarks.Samples;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Query;

namespace Wesog.Benchmarks.Queries;

/// <summary>Scans of stored images: the evaluation of a filter, and the baseline, which reads the same JSON and evaluates nothing.</summary>
internal static class Scan
{
    private const string Tenant = "benchmark";

    /// <summary>Images as the store keeps them.</summary>
    public static async Task<IReadOnlyList<StoredImage>> StoreAsync(int count)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        foreach (var images in SampleImages.Objects(count).Chunk(10_000))
        {
            await engine.SucceedAsync(Tenant, SampleBatches.Add(images));
        }

        return (await engine.Images.ListAsync(Tenant, 0, count)).Images;
    }

    /// <returns>The number of selected images.</returns>
    public static int Evaluate(ImageFilter filter, IReadOnlyList<StoredImage> images)
    {
        var selected = 0;
        for (var i = 0; i < images.Count; i++)
        {
            selected += filter.Matches(images[i]) ? 1 : 0;
        }

        return selected;
    }

    /// <returns>The number of tokens.</returns>
    public static int Read(IReadOnlyList<StoredImage> images)
    {
        var tokens = 0;
        for (var i = 0; i < images.Count; i++)
        {
            var reader = new Utf8JsonReader(images[i].Json.Span);
            while (reader.Read())
            {
                tokens++;
            }
        }

        return tokens;
    }
}
