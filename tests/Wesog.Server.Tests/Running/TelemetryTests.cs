using System.Net.Http.Json;

namespace Wesog.Server.Tests.Running;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Metrics_and_traces_are_exported_before_the_server_stops()
    {
        await using var collector = await TelemetryCollector.StartAsync();
        await using var server = await ServerProcess.StartAsync(collector.Settings);
        using (var client = server.CreateClient("local"))
        {
            using var response = await client.PostAsJsonAsync("/imgs?wait=true", new[] { new { id = "a", src = "https://example.com/a.jpg" } });
            response.EnsureSuccessStatusCode();
        }

        Assert.Equal(0, (await server.StopAsync("TERM")).Code);

        Assert.All(["wesog-server", "wesog.operations", "http.server.request.duration", "kestrel.active_connections"],
            name => Assert.Contains(name, collector.Received("/v1/metrics"), StringComparison.Ordinal));
        Assert.All(["wesog-server", "wesog.submit", "Microsoft.AspNetCore"],
            name => Assert.Contains(name, collector.Received("/v1/traces"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unreachable_collector_does_not_delay_the_stop()
    {
        // An address that is reserved for documentation: no host responds.
        await using var server = await ServerProcess.StartAsync([("OTEL_EXPORTER_OTLP_ENDPOINT", "http://192.0.2.1:4317")]);

        var exit = await server.StopAsync("TERM");

        Assert.Equal(0, exit.Code);
        Assert.InRange(exit.Took, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task An_invalid_collector_address_is_refused()
    {
        var exit = await ServerProcess.RunAsync([("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317x")], "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, exit.Code);
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT must be", exit.Error, StringComparison.Ordinal);
    }
}
