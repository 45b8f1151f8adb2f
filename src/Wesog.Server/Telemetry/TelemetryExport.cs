using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Wesog.Server.Telemetry;

/// <summary>
/// Sends the metrics and traces of the engine and the web server by OTLP, from the host's start to its stop. The
/// exporter takes its address and protocol from the standard <c>OTEL_*</c> environment variables.
/// </summary>
internal sealed class TelemetryExport : IHostedService
{
    // The stop of the whole server has a bound, and a collector may be out of reach: what cannot be sent by then is lost.
    private const int FlushMilliseconds = 1_000;

    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The environment comes last, so that OTEL_SERVICE_NAME overrules the name given here.
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
