using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore.Authentication;
using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Routing;

/// <summary>Takes a request through the checks that all routes share, to its handler, and its refusal to a problem.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal sealed partial class ApiDispatcher(
    ApiRoutes routes,
    ProblemWriter problems,
    IOptions<WesogOptions> engineOptions,
    IOptions<WesogHttpOptions> httpOptions,
    ILogger<ApiDispatcher> logger)
{
    public async Task InvokeAsync(HttpContext http, ApiPath path)
    {
        // A key selects what is shown: no shared cache may answer one tenant with another's.
        http.Response.Headers.CacheControl = "private, no-cache";
        try
        {
            await DispatchAsync(http, path).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsAbort(exception, http))
        {
            // Nobody is there to be answered; the status is for the host's own records.
            if (!http.Response.HasStarted)
            {
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            // A body whose reading was broken off is not to be read to its end: the server would log that as its error.
            http.Abort();
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            var problem = Refusals.ProblemOf(exception, engineOptions.Value.Limits) ?? Internal(exception);
            await problems.WriteAsync(http, problem).ConfigureAwait(false);
        }
    }

    private Task DispatchAsync(HttpContext http, ApiPath mapped)
    {
        if (TenantClaim.Find(http.User, httpOptions.Value.TenantClaimType) is not { } tenant)
        {
            return RefuseAsync(http);
        }

        if (mapped.Routes.Count == 0)
        {
            throw new ProblemException(KnownProblems.NotFound(RawPath.Shown(http.Request), mapped == routes.BelowImages));
        }

        var segment = RawPath.LastSegment(http, out var hasSlash);
        var path = routes.ResolvePath(mapped, segment);
        var route = path.Find(http.Request.Method, segment)
            ?? throw new ProblemException(KnownProblems.MethodNotAllowed(http.Request.Method, path.Allow));
        if (route.IsWrite && hasSlash)
        {
            throw new ProblemException(KnownProblems.SlashAtEnd(RawPath.Shown(http.Request), path.Pattern));
        }

        var query = Query.Parse(http.Request.QueryString.Value);
        query.Check(route.Parameters);
        if (route.IsWrite)
        {
            Preconditions.Refuse(http.Request);
        }

        return route.Handler(new(http, tenant, query, segment, mapped.Depth));
    }

    // Whoever is unknown is asked the way the host's scheme asks, where it has one.
    private static async Task RefuseAsync(HttpContext http)
    {
        if (TenantClaim.IsAuthenticated(http.User))
        {
            throw new ProblemException(KnownProblems.WithoutTenant());
        }

        if (http.RequestServices.GetService<IAuthenticationSchemeProvider>() is not { } schemes
            || await schemes.GetDefaultChallengeSchemeAsync().ConfigureAwait(false) is null)
        {
            throw new ProblemException(KnownProblems.Unauthorized());
        }

        await http.ChallengeAsync().ConfigureAwait(false);
    }

    private static bool IsAbort(Exception exception, HttpContext http) =>
        exception is ConnectionResetException or ConnectionAbortedException
        || (exception is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested);

    private Problem Internal(Exception exception)
    {
        LogFault(logger, exception);
        return KnownProblems.InternalError();
    }

    [LoggerMessage(1, LogLevel.Error, "A request failed for a reason of the service's own.")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
