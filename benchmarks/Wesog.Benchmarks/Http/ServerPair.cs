using System.Diagnostics;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.Http;

/// <summary>Sends the same requests alternately to the engine and to the bare server.</summary>
internal sealed class ServerPair(ServerProcess engine, ServerProcess bare)
{
    private const int MeasuredRounds = 15;
    private const int ReadConnections = 64;
    private static readonly string[] _labels = ["", "bare ", "raw "];

    // Tiered compilation needs several seconds of load until it has optimised all hot code of a server.
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(4);

    private int _next;

    /// <summary>Compares the time of writes with the total time of the bare server and, if given, of the raw database.</summary>
    public async Task<Ratio> WriteAsync(string store, Writes writes, double target, RawDatabase? raw = null)
    {
        using var load = await Load.OpenAsync(engine.Port, writes.Connections);
        using var bareLoad = await Load.OpenAsync(bare.Port, writes.Connections);
        List<Func<Round, Task>> variants = [round => load.SendAsync(round.Requests), round => bareLoad.SendAsync(round.Requests)];
        await WarmUpAsync(() => NextOf(writes), variants);
        if (raw is not null)
        {
            variants.Add(round => Task.Run(() => Array.ForEach(round.Commits, commit => raw.Insert(commit))));
        }

        var baseline = raw is null ? "bare server" : "bare server plus raw inserts";
        return RatioOf($"{store}: {writes.What}; baseline: {baseline}", writes.Images, await Rounds.InTurnsWithAsync(MeasuredRounds, _ => NextOf(writes), [.. variants]), Bound.AtLeast(target));
    }

    /// <summary>Compares reads with a server that returns the same bytes.</summary>
    public async Task<Ratio> ReadAsync(string what, string path, int count, Bound? target, string baseline = "bare server")
    {
        using var load = await Load.OpenAsync(engine.Port, ReadConnections);
        using var bareLoad = await Load.OpenAsync(bare.Port, ReadConnections);
        await StoreResponseAsync(path);
        var (reads, same) = (Enumerable.Repeat(Requests.Get(path), count).ToArray(), Enumerable.Repeat(Requests.Get("/kept"), count).ToArray());
        List<Func<int, Task>> variants = [_ => load.SendAsync(reads), _ => bareLoad.SendAsync(same)];
        await WarmUpAsync(() => 0, variants);
        return RatioOf($"{what} over {ReadConnections} connections, requests/s; baseline: {baseline}", count, await Rounds.InTurnsAsync(MeasuredRounds, [.. variants]), target);
    }

    /// <summary>
    /// Compares reads of stored images with the total time of a server that returns the same bytes and of raw selects of the same rows, which
    /// use as many threads and connections as there are processors.
    /// </summary>
    public async Task<Ratio> ReadStoredAsync(string what, int count, double target, RawDatabase raw)
    {
        using var load = await Load.OpenAsync(engine.Port, ReadConnections);
        using var bareLoad = await Load.OpenAsync(bare.Port, ReadConnections);
        var stored = NextOf(Writes.Batches);
        await load.SendAsync(stored.Requests);
        Array.ForEach(stored.Commits, commit => raw.Insert(commit));

        var all = stored.Commits.SelectMany(commit => commit, (_, row) => row.Id).ToArray();
        var ids = Enumerable.Range(0, count).Select(i => all[(int)(i * 7919L % all.Length)]).ToArray();
        await StoreResponseAsync($"/imgs/{all[0]}");
        var (reads, same) = (ids.Select(id => Requests.Get($"/imgs/{id}")).ToArray(), Enumerable.Repeat(Requests.Get("/kept"), count).ToArray());
        var readers = ids.Chunk((count + Environment.ProcessorCount - 1) / Environment.ProcessorCount).Select(share => (Share: share, Reader: new RawReader(raw.Path))).ToArray();
        List<Func<int, Task>> variants =
        [
            _ => load.SendAsync(reads),
            _ => bareLoad.SendAsync(same),
            _ => Task.WhenAll(readers.Select(reader => Task.Run(() => reader.Reader.Read(reader.Share)))),
        ];
        await WarmUpAsync(() => 0, variants);
        var seconds = await Rounds.InTurnsAsync(MeasuredRounds, [.. variants]);
        Array.ForEach(readers, reader => reader.Reader.Dispose());
        return RatioOf(
            $"{what} over {ReadConnections} connections, requests/s; baseline: bare server plus raw selects", count, seconds, Bound.AtLeast(target));
    }

    private static async Task WarmUpAsync<T>(Func<T> prepare, List<Func<T, Task>> variants)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < _warmUp;)
        {
            var prepared = prepare();
            foreach (var variant in variants)
            {
                await variant(prepared);
            }
        }
    }

    // The baseline is the total time of all variants except the engine.
    private static Ratio RatioOf(string what, int count, double[] seconds, Bound? target) => new(
        what, seconds[1..].Sum() / seconds[0], target, string.Join(", ", seconds.Select((median, variant) => $"{_labels[variant]}{count / median:N0}/s")));

    private Round NextOf(Writes writes)
    {
        var first = _next;
        _next += writes.Images;
        return Round.Of(writes, first);
    }

    // Stores the response of the engine in the bare server.
    private async Task StoreResponseAsync(string path)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("API-Key", Requests.Key);
        var body = await client.GetByteArrayAsync(new Uri($"http://127.0.0.1:{engine.Port}{path}"));
        using var load = await Load.OpenAsync(bare.Port, 1);
        await load.SendAsync([Requests.Post("/kept", body)]);
    }
}
