using System.Text.Json;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;

namespace Wesog.Benchmarks.Http;

/// <summary>The new images of one round, as requests and as rows.</summary>
internal sealed record Round(byte[][] Requests, StoredRow[][] Commits)
{
    public static Round Of(Writes writes, int first)
    {
        var images = SampleImages.Objects(first, writes.Images).Select(PlainImage.From).ToArray();
        var rows = images.Select(image => new StoredRow(image.Id, JsonSerializer.SerializeToUtf8Bytes(image, PlainImageJson.Default.PlainImage)));
        return new([.. writes.RequestsOf(images)], [.. rows.Chunk(writes.Commit)]);
    }
}
