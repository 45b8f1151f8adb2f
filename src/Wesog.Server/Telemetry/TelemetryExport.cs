using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Wesog.Server.Telemetry;

/// <summary>
/// Exports the metrics and traces of the engine and the web server by OTLP while the host runs. The standard <c>OTEL_*</c> environment
/// variables set the address and the protocol.
/// </summary>
internal sealed class TelemetryExport : IHostedService
{
    // The stop of the server is bounded, and the collector may be unreachable. Unsent data is then lost.
    private const int FlushMilliseconds = 1_000;

    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The environment is last, so that OTEL_SERVICE_NAME overrides this name.
        var resource = ResourceBuilder.CreateEmpty().AddService("wesog-server").AddTelemetrySdk().AddEnvironmentVariableDetector();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter("Wesog", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
            .AddOtlpExporter()
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("Wesog", "Microsoft.AspNetCore")
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(Stop, CancellationToken.None);

    private void Stop()
    {
        _traces?.Shutdown(FlushMilliseconds);
        _traces?.Dispose();
        _metrics?.Shutdown(FlushMilliseconds);
        _metrics?.Dispose();
    }
}
