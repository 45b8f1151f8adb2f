using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.Http;

/// <summary>What a request costs beside a server that only deserialises the same body, or only gives back the same bytes.</summary>
internal sealed class HttpSummary : IAsyncDisposable
{
    private const int Images = 1_000;
    private const int Batches = 40;
    private const int BatchConnections = 8;
    private const int Singles = 12_800;
    private const int Connections = 64;
    private const int Counted = 9;

    private readonly ServerProcess _bare;
    private readonly ServerProcess _engine;
    private int _next;

    private HttpSummary(ServerProcess bare, ServerProcess engine) => (_bare, _engine) = (bare, engine);

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        await using var memory = new HttpSummary(await ServerProcess.StartAsync("bare"), await ServerProcess.StartAsync("memory"));
        return
        [
            await memory.CompareWritesAsync(
                $"batches of {Images:N0} adds over {BatchConnections} connections, images/s", BatchConnections, Batches * Images,
                first => Requests.Batches(first, Batches, Images), 0.8),
            await memory.CompareWritesAsync(
                $"single adds over {Connections} connections, requests/s", Connections, Singles,
                first => Requests.Singles(first, Singles), 0.6),
            await memory.CompareReadsAsync("one image by id", $"/imgs/{SampleImages.Objects(1)[0].Id}", 25_600, Bound.AtLeast(0.8)),
            await memory.CompareReadsAsync("a page of 50 images", "/imgs", 6_400, null),
            await memory.CompareReadsAsync("a page of 1,000 images", "/imgs?limit=1000", 640, null),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await _bare.DisposeAsync();
        await _engine.DisposeAsync();
    }

    private async Task<Ratio> CompareWritesAsync(string what, int connections, int images, Func<int, byte[][]> requests, double target)
    {
        using var load = await Load.OpenAsync(_engine.Port, connections);
        using var bareLoad = await Load.OpenAsync(_bare.Port, connections);
        var medians = await Rounds.InTurnsWithAsync(Counted, _ => requests(Take(images)), load.SendAsync, bareLoad.SendAsync);
        return RatioOf(what, images, medians, Bound.AtLeast(target));
    }

    private async Task<Ratio> CompareReadsAsync(string what, string path, int count, Bound? target)
    {
        using var load = await Load.OpenAsync(_engine.Port, Connections);
        using var bareLoad = await Load.OpenAsync(_bare.Port, Connections);
        await KeepAsync(path);
        var (ours, same) = (Enumerable.Repeat(Requests.Get(path), count).ToArray(), Enumerable.Repeat(Requests.Get("/kept"), count).ToArray());
        var medians = await Rounds.InTurnsAsync(Counted, _ => load.SendAsync(ours), _ => bareLoad.SendAsync(same));
        return RatioOf($"{what} over {Connections} connections, requests/s", count, medians, target);
    }

    // The bare server is given the very bytes that the engine answers.
    private async Task KeepAsync(string path)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("API-Key", Requests.Key);
        var body = await client.GetByteArrayAsync(new Uri($"http://127.0.0.1:{_engine.Port}{path}"));
        using var load = await Load.OpenAsync(_bare.Port, 1);
        await load.SendAsync([Requests.Post("/kept", body)]);
    }

    private static Ratio RatioOf(string what, int count, double[] medians, Bound? target) =>
        new(what, medians[1] / medians[0], target, $"{count / medians[0]:N0}/s, bare {count / medians[1]:N0}/s");

    private int Take(int images) => (_next += images) - images;
}
