using System.Text.Json;
using Wesog.Benchmarks.Samples;

namespace Wesog.Benchmarks.Http;

/// <summary>A kind of writes: new images, each waited for.</summary>
/// <param name="What">What they are called.</param>
/// <param name="Connections">Over how many connections they come.</param>
/// <param name="Images">How many images a round has.</param>
/// <param name="Commit">How many of them a store could bring to the disk together at best.</param>
/// <param name="RequestsOf">The requests that add images.</param>
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
