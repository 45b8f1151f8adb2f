using Wesog.Engine;

namespace Wesog.Server.Health;

/// <summary>What a load balancer or an orchestrator asks, without a key.</summary>
internal static class HealthEndpoints
{
    // GET serves people and probes alike; some probes send HEAD.
    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Head];

    // A store that takes longer to answer is of no use to a caller either.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Maps <c>/health/live</c> (the process answers) and <c>/health/ready</c> (it can do its work now).</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapMethods("/live", _methods, () => Results.Ok(new HealthReport("live")));
        health.MapMethods("/ready", _methods, ReportReadinessAsync);
    }

    private static async Task<IResult> ReportReadinessAsync(
        ImageEngine engine, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await IsReadyAsync(engine, time, cancellationToken).ConfigureAwait(false)
            ? Results.Ok(new HealthReport("ready", engine.StoreName))
            : Results.Json(new HealthReport("unavailable", engine.StoreName), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> IsReadyAsync(ImageEngine engine, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.IsReadyAsync(cancellationToken).WaitAsync(_patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
