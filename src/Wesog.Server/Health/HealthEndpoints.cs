using Wesog.Engine;
using Wesog.Operations;

namespace Wesog.Server.Health;

/// <summary>The health checks for load balancers and orchestrators. They need no key.</summary>
internal static class HealthEndpoints
{
    // Some probes send HEAD.
    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps <c>/health/live</c> (the process responds) and <c>/health/ready</c> (the engine can read and write).</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapMethods("/live", _methods, () => Results.Ok(new HealthReport("live")));
        health.MapMethods("/ready", _methods, ReportReadinessAsync);
    }

    private static async Task<IResult> ReportReadinessAsync(
        ImageEngine engine, IHostApplicationLifetime lifetime, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The engine runs until the requests have ended. A load balancer must send no more.
            return Results.Json(
                new HealthReport("unavailable", engine.StoreName, "stopping"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var readiness = await engine.CheckReadinessAsync(cancellationToken).ConfigureAwait(false);
        return readiness.IsReady
            ? Results.Ok(new HealthReport("ready", engine.StoreName) { Indexed = engine.IndexedPercent is var percent and < 100 ? percent : null })
            : Results.Json(
                new HealthReport(
                    readiness.IsDamaged ? "damaged" : "unavailable",
                    engine.StoreName,
                    readiness.IsRunning ? null : "stopped",
                    NameOf(readiness.Reading),
                    NameOf(readiness.Writing)),
                statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static string? NameOf(StoreUnavailableReason? reason) => reason is { } known ? WireNames.Of(known) : null;
}
