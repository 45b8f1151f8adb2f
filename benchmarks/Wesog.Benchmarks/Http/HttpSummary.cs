using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.Http;

/// <summary>Compares the cost of requests with a server that only deserialises the same body or only returns the same bytes.</summary>
internal static class HttpSummary
{
    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        await using var bare = await ServerProcess.StartAsync("bare");
        return [.. await InMemoryAsync(bare), .. await OnSqliteAsync(bare)];
    }

    private static async Task<IEnumerable<Ratio>> InMemoryAsync(ServerProcess bare)
    {
        await using var engine = await ServerProcess.StartAsync("memory");
        await using var withKey = await ServerProcess.StartAsync("bare", BareServer.WithKey);
        var pair = new ServerPair(engine, bare);
        var one = $"/imgs/{SampleImages.Objects(1)[0].Id}";
        return
        [
            await pair.WriteAsync("in memory", Writes.Batches, 0.8),
            await pair.WriteAsync("in memory", Writes.Singles, 0.6),
            await pair.ReadAsync("one image by id", one, 25_600, Bound.AtLeast(0.8)),
            await new ServerPair(engine, withKey).ReadAsync("one image by id", one, 25_600, null, "bare server that checks the key"),
            await pair.ReadAsync("a page of 50 images", "/imgs", 6_400, null),
            await pair.ReadAsync("a page of 1,000 images", "/imgs?limit=1000", 640, null),
        ];
    }

    // The baseline is the time to parse the bodies, or to return the bytes, plus the time to write, or to read, the rows.
    private static async Task<IEnumerable<Ratio>> OnSqliteAsync(ServerProcess bare)
    {
        var directory = Directory.CreateTempSubdirectory("wesog-benchmark-").FullName;
        try
        {
            await using var engine = await ServerProcess.StartAsync("sqlite", Path.Combine(directory, "engine.db"));
            using var raw = new RawDatabase(Path.Combine(directory, "raw.db"));
            var pair = new ServerPair(engine, bare);
            return
            [
                await pair.WriteAsync("SQLite", Writes.Batches, 0.7, raw),
                await pair.WriteAsync("SQLite", Writes.Singles, 0.5, raw),
                await pair.ReadStoredAsync("SQLite: one image by id", 25_600, 0.65, raw),
            ];
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
