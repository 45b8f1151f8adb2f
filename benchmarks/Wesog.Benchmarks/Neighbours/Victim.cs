using System.Diagnostics;
using System.Globalization;
using Wesog.Benchmarks.Http;
using Wesog.Benchmarks.Samples;

namespace Wesog.Benchmarks.Neighbours;

/// <summary>A tenant with a steady, small load: reads and awaited writes of one image, pages and awaited batches, each kind on a connection of its own.</summary>
internal sealed class Victim
{
    private const int ReadsPerSecond = 50;
    private const int WritesPerSecond = 20;
    private const int PagesPerSecond = 10;
    private const int BatchesPerSecond = 5;

    private const int PageSize = 50;
    private const int BatchSize = 100;

    // Fixed, so that each run sends the same requests.
    private readonly Random _random = new(1);

    public Latencies Reads { get; } = new();

    public Latencies Writes { get; } = new();

    public Latencies Pages { get; } = new();

    public Latencies Batches { get; } = new();

    /// <summary>All kinds of requests, by name.</summary>
    public IEnumerable<(string Name, Latencies Times)> Kinds =>
        [("read of one image", Reads), ("awaited write of one image", Writes), ($"page of {PageSize} images", Pages), ($"awaited batch of {BatchSize} images", Batches)];

    /// <summary>Sends the load for a period, and adds the times to those of earlier periods.</summary>
    public Task RunAsync(int port, TimeSpan period) => Task.WhenAll(
        SendAsync(port, period, ReadsPerSecond, Reads, () => Requests.Get($"/imgs/{Id()}", Tenants.Victim)),
        SendAsync(port, period, WritesPerSecond, Writes, () => Requests.Post(
            "/imgs?wait=true&strict=false", SampleImages.Json(Number(Tenants.VictimImages), 1), Tenants.Victim)),
        SendAsync(port, period, PagesPerSecond, Pages, () => Requests.Get($"/imgs?limit={PageSize}&page={1 + Number(10)}", Tenants.Victim)),
        SendAsync(port, period, BatchesPerSecond, Batches, () => Requests.Post(
            "/imgs?wait=true&strict=false", SampleImages.Json(Number(Tenants.VictimImages - BatchSize), BatchSize), Tenants.Victim)));

    private string Id() => string.Create(CultureInfo.InvariantCulture, $"img-{Number(Tenants.VictimImages):D8}");

    private int Number(int below)
    {
        lock (_random)
        {
            return _random.Next(below);
        }
    }

    private static async Task SendAsync(int port, TimeSpan period, int perSecond, Latencies latencies, Func<byte[]> create)
    {
        using var connection = await Connection.OpenAsync(port);
        var (start, interval) = (Stopwatch.GetTimestamp(), Stopwatch.Frequency / perSecond);
        for (var i = 0; i < period.TotalSeconds * perSecond; i++)
        {
            var due = start + (i * interval);
            var request = create();
            var now = Stopwatch.GetTimestamp();
            if (now < due)
            {
                await Task.Delay(Stopwatch.GetElapsedTime(now, due));
                due = Stopwatch.GetTimestamp();
            }

            // A request that an earlier one delayed has been waiting since it was due.
            var status = await connection.ExchangeAsync(request);
            latencies.Add(Stopwatch.GetElapsedTime(due), status);
        }
    }
}
