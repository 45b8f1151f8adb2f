using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Wesog.Server.Telemetry;

/// <summary>
/// Exports the metrics and traces of the engine and the web server by OTLP while the host runs. The standard <c>OTEL_*</c> environment
/// variables set the address and the protocol.
/// </summary>
/// <remarks>Register it before the engine: it then starts before the engine and stops after it, so that it exports all its metrics.</remarks>
internal sealed class TelemetryExport : IHostedLifecycleService
{
    // The stop of the server is bounded, and the collector may be unreachable. Unsent data is then lost.
    private const int FlushMilliseconds = 1_000;

    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartingAsync(CancellationToken cancellationToken)
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

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.Run(Stop, CancellationToken.None);

    private void Stop()
    {
        _traces?.Shutdown(FlushMilliseconds);
        _traces?.Dispose();
        _metrics?.Shutdown(FlushMilliseconds);
        _metrics?.Dispose();
    }
}
