using System.Diagnostics;
using System.Globalization;
using Wesog.Benchmarks.Http;
using Wesog.Benchmarks.Samples;

namespace Wesog.Benchmarks.Neighbours;

/// <summary>A tenant with a steady, small load: reads of one image and awaited writes of one image, each on a connection of its own.</summary>
internal sealed class Victim
{
    private const int ReadsPerSecond = 50;
    private const int WritesPerSecond = 20;

    // Fixed, so that each run sends the same requests.
    private readonly Random _random = new(1);

    public Latencies Reads { get; } = new();

    public Latencies Writes { get; } = new();

    /// <summary>Sends the load for a period, and adds the times to those of earlier periods.</summary>
    public Task RunAsync(int port, TimeSpan period) => Task.WhenAll(
        SendAsync(port, period, ReadsPerSecond, Reads, () => Requests.Get($"/imgs/{Id()}", Tenants.Victim)),
        SendAsync(port, period, WritesPerSecond, Writes, () => Requests.Post(
            "/imgs?wait=true&strict=false", SampleImages.Json(Number(), 1), Tenants.Victim)));

    private string Id() => string.Create(CultureInfo.InvariantCulture, $"img-{Number():D8}");

    private int Number()
    {
        lock (_random)
        {
            return _random.Next(Tenants.VictimImages);
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
