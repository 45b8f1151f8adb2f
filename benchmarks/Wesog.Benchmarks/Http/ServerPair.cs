using System.Diagnostics;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.Http;

/// <summary>Sends the same requests to the engine and to the bare server, in turns.</summary>
internal sealed class ServerPair(ServerProcess engine, ServerProcess bare)
{
    private const int Counted = 15;
    private const int ReadConnections = 64;
    private static readonly string[] _ways = ["", "bare ", "raw "];

    // It takes seconds of work until the compiler has made all hot code of a server fast.
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(4);

    private int _next;

    /// <summary>Compares writes with what the bare server and, where there is one, the raw database take for them together.</summary>
    public async Task<Ratio> WriteAsync(string store, Writes writes, double target, RawDatabase? raw = null)
    {
        using var load = await Load.OpenAsync(engine.Port, writes.Connections);
        using var bareLoad = await Load.OpenAsync(bare.Port, writes.Connections);
        List<Func<Round, Task>> ways = [round => load.SendAsync(round.Requests), round => bareLoad.SendAsync(round.Requests)];
        await WarmUpAsync(() => NextOf(writes), ways);
        if (raw is not null)
        {
            ways.Add(round => Task.Run(() => Array.ForEach(round.Commits, commit => raw.Insert(commit))));
        }

        return RatioOf($"{store}: {writes.What}", writes.Images, await Rounds.InTurnsWithAsync(Counted, _ => NextOf(writes), [.. ways]), Bound.AtLeast(target));
    }

    /// <summary>Compares reads with giving back the same bytes.</summary>
    public async Task<Ratio> ReadAsync(string what, string path, int count, Bound? target)
    {
        using var load = await Load.OpenAsync(engine.Port, ReadConnections);
        using var bareLoad = await Load.OpenAsync(bare.Port, ReadConnections);
        await KeepAsync(path);
        var (reads, same) = (Enumerable.Repeat(Requests.Get(path), count).ToArray(), Enumerable.Repeat(Requests.Get("/kept"), count).ToArray());
        List<Func<int, Task>> ways = [_ => load.SendAsync(reads), _ => bareLoad.SendAsync(same)];
        await WarmUpAsync(() => 0, ways);
        return RatioOf($"{what} over {ReadConnections} connections, requests/s", count, await Rounds.InTurnsAsync(Counted, [.. ways]), target);
    }

    private static async Task WarmUpAsync<T>(Func<T> prepare, List<Func<T, Task>> ways)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < _warmUp;)
        {
            var prepared = prepare();
            foreach (var way in ways)
            {
                await way(prepared);
            }
        }
    }

    // What the engine takes is to be compared with what all the others take together.
    private static Ratio RatioOf(string what, int count, double[] seconds, Bound? target) => new(
        what, seconds[1..].Sum() / seconds[0], target, string.Join(", ", seconds.Select((median, way) => $"{_ways[way]}{count / median:N0}/s")));

    private Round NextOf(Writes writes)
    {
        var first = _next;
        _next += writes.Images;
        return Round.Of(writes, first);
    }

    // The bare server is given the very bytes that the engine answers.
    private async Task KeepAsync(string path)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("API-Key", Requests.Key);
        var body = await client.GetByteArrayAsync(new Uri($"http://127.0.0.1:{engine.Port}{path}"));
        using var load = await Load.OpenAsync(bare.Port, 1);
        await load.SendAsync([Requests.Post("/kept", body)]);
    }
}
