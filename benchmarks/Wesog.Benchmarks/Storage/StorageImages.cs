using System.Globalization;
using System.Text.Json;
using Wesog.Benchmarks.Samples;
using Wesog.Images;

namespace Wesog.Benchmarks.Storage;

/// <summary>Creates images of about 600 bytes with ids in random or ascending order, as objects and as rows.</summary>
internal static class StorageImages
{
    private static readonly Image Sample = SampleImages.Objects(1)[0];
    private static long _ordered;

    public static Image[] Objects(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Sample with { Id = Convert.ToHexStringLower(NextBytes(random)) })];

    /// <summary>Images whose ids increase over all calls, with gaps.</summary>
    public static Image[] Ordered(Random random, int count)
    {
        var first = Interlocked.Add(ref _ordered, count) - count;
        return [.. Enumerable.Range(0, count).Select(i => Sample with { Id = string.Create(CultureInfo.InvariantCulture, $"A{first + i:D12}-{random.Next(10)}") })];
    }

    public static StoredRow[] Rows(IEnumerable<Image> images) =>
        [.. images.Select(image => new StoredRow(
            image.Id, JsonSerializer.SerializeToUtf8Bytes(PlainImage.From(image), PlainImageJson.Default.PlainImage)))];

    private static byte[] NextBytes(Random random)
    {
        var bytes = new byte[10];
        random.NextBytes(bytes);
        return bytes;
    }
}
