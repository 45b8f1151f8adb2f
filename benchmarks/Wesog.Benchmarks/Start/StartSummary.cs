using System.Diagnostics;
using System.Globalization;
using Wesog.Benchmarks.Http;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.Start;

/// <summary>
/// How long a process with an embedded engine takes from its start to its first finished operation, beside one that starts
/// the same kind of host without an engine: seen from outside, so that the runtime's own start is part of both.
/// </summary>
internal static class StartSummary
{
    private const int WarmUp = 2;
    private const int Starts = 15;

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        var request = Writes.Singles.RequestsOf([PlainImage.From(SampleImages.Objects(1)[0])]).Single();
        var seconds = await InTurnsAsync(
            () => HostProcess.StartAsync("empty"),
            () => HostProcess.StartAsync("memory"),
            () => HostProcess.StartAsync("sqlite"),
            () => ServeAsync("bare", request),
            () => ServeAsync("memory", request));
        return
        [
            Compare("a generic host with an engine in memory, from the start of its process to its first finished operation, time to the start of an empty one", seconds[1], seconds[0], Bound.AtMost(1.5)),
            Compare("the same on SQLite with a new file", seconds[2], seconds[0]),
            Compare("a web host with an engine in memory, from the start of its process to the first image that is posted, time to that of one that only deserialises it", seconds[4], seconds[3]),
        ];
    }

    private static async Task<double[]> InTurnsAsync(params Func<Task<double>>[] ways)
    {
        var seconds = ways.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < WarmUp + Starts; round++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                seconds[way].Add(await ways[way]());
            }
        }

        return [.. seconds.Select(all => Rounds.Median(all.Skip(WarmUp)))];
    }

    private static async Task<double> ServeAsync(string server, byte[] request)
    {
        var began = Stopwatch.GetTimestamp();
        await using var process = await ServerProcess.StartAsync(server);
        using var connection = await Connection.OpenAsync(process.Port);
        await connection.SendAsync(request);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static Ratio Compare(string what, double ours, double empty, Bound? target = null) => new(
        what, ours / empty, target, string.Create(CultureInfo.InvariantCulture, $"{ours * 1e3:N0} ms, without an engine {empty * 1e3:N0} ms"));
}
