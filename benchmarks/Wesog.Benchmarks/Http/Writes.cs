using System.Text.Json;
using Wesog.Benchmarks.Samples;

namespace Wesog.Benchmarks.Http;

/// <summary>A kind of awaited writes of new images.</summary>
/// <param name="What">The text of the row.</param>
/// <param name="Connections">The number of connections.</param>
/// <param name="Images">The number of images in a round.</param>
/// <param name="Commit">The number of images in a transaction of the raw database.</param>
/// <param name="RequestsOf">Creates the requests that add images.</param>
internal sealed record Writes(string What, int Connections, int Images, int Commit, Func<PlainImage[], IEnumerable<byte[]>> RequestsOf)
{
    private const int Batch = 1_000;

    public static Writes Batches { get; } = new(
        "batches of 1,000 adds over 8 connections, images/s", 8, 40 * Batch, Batch,
        images => images.Chunk(Batch).Select(batch => Requests.Post(
            "/imgs?wait=true", JsonSerializer.SerializeToUtf8Bytes(batch, PlainImageJson.Default.PlainImageArray))));

    public static Writes Singles { get; } = new(
        "single adds over 64 connections, requests/s", 64, 12_800, 64,
        images => images.Select(image => Requests.Post(
            $"/imgs/{image.Id}?wait=true", JsonSerializer.SerializeToUtf8Bytes(image, PlainImageJson.Default.PlainImage))));
}
