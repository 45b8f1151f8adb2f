using System.Diagnostics;
using System.Globalization;
using Wesog.Benchmarks.Http;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.Start;

/// <summary>
/// Compares the time from the start of a process with an embedded engine to its first finished operation with the start of the
/// same kind of host without an engine. Measured from outside the process, so that both include the start of the runtime.
/// </summary>
internal static class StartSummary
{
    private const int WarmUp = 2;
    private const int Starts = 15;

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        var request = Writes.Singles.RequestsOf([PlainImage.From(SampleImages.Objects(1)[0])]).Single();
        var seconds = await MeasureAlternatelyAsync(
            () => HostProcess.StartAsync("empty"),
            () => HostProcess.StartAsync("memory"),
            () => HostProcess.StartAsync("sqlite"),
            () => ServeAsync("bare", request),
            () => ServeAsync("memory", request));
        return
        [
            Compare("generic host with an engine in memory, process start to first finished operation; baseline: start of an empty host", seconds[1], seconds[0], Bound.AtMost(1.5)),
            Compare("generic host with an engine on a new SQLite file, process start to first finished operation; baseline: start of an empty host", seconds[2], seconds[0]),
            Compare("web host with an engine in memory, process start to first posted image; baseline: web host that only deserialises the image", seconds[4], seconds[3]),
        ];
    }

    private static async Task<double[]> MeasureAlternatelyAsync(params Func<Task<double>>[] variants)
    {
        var seconds = variants.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < WarmUp + Starts; round++)
        {
            for (var variant = 0; variant < variants.Length; variant++)
            {
                seconds[variant].Add(await variants[variant]());
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
