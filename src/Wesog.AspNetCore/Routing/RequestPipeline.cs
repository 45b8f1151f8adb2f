using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore.Authentication;
using Wesog.AspNetCore.Memory;
using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;
using Wesog.Operations;

namespace Wesog.AspNetCore.Routing;

/// <summary>Runs the checks that all routes share, then the route's handler, and writes exceptions as problems.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal sealed partial class RequestPipeline(
    ApiRoutes routes,
    ProblemWriter problems,
    MemoryBudget budget,
    MemoryRefusals refusals,
    IOptions<WesogOptions> engineOptions,
    IOptions<WesogHttpOptions> httpOptions,
    ILogger<RequestPipeline> logger)
{
    private EngineLimits Limits => engineOptions.Value.Limits;

    /// <summary>Handles a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="pattern">The pattern of the endpoint that routing selected.</param>
    /// <param name="route">The route of that endpoint; null if the endpoint takes every method or path that has none.</param>
    public async Task InvokeAsync(HttpContext http, string pattern, ApiRoute? route)
    {
        // The key selects the tenant, so a shared cache must not reuse a response.
        http.Response.Headers.CacheControl = "private, no-cache";
        RequestMemory? memory = null;
        ApiRequest? request = null;
        try
        {
            if (TenantClaim.Find(http.User, httpOptions.Value.TenantClaimType) is not { } tenant)
            {
                await RefuseAsync(http).ConfigureAwait(false);
                return;
            }

            memory = new RequestMemory(budget, tenant, Limits, HttpVersions.IsMultiplexed(http.Request), refusals);
            request = new ApiRequest(http, tenant, pattern, memory);
            memory.ReserveForRequest();
            await HandleAsync(request, route).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsAbort(exception, http))
        {
            // The client is gone. The status is for the host's own logs.
            if (!http.Response.HasStarted)
            {
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            // Otherwise the server reads the rest of the body and logs the failure of that as its own error.
            http.Abort();
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            var problem = ExceptionProblems.Find(exception, Limits) ?? InternalError(exception);
            await WriteAsync(http, problem, request).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // A part of the response is sent, so the client must see that the rest is missing.
            LogCut(logger, (ExceptionProblems.Find(exception, Limits) ?? InternalError(exception)).Code, exception.Message);
            http.Abort();
        }
        finally
        {
            // After the problem is sent: it may list as many errors as the request had.
            memory?.Dispose();
        }
    }

    private async Task WriteAsync(HttpContext http, Problem problem, ApiRequest? request)
    {
        try
        {
            await problems.WriteAsync(http, problem, request?.Query, request?.Memory).ConfigureAwait(false);
        }
        catch (OutOfMemoryException) when (!http.Response.HasStarted)
        {
            LogOutOfMemory(logger);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = KnownProblems.RetrySoon;
        }
    }

    private Task HandleAsync(ApiRequest request, ApiRoute? mapped)
    {
        var http = request.Http.Request;
        var route = mapped is not null && mapped.Takes(http.Method, request.Segment)
            ? mapped
            : routes.Resolve(request.Pattern, http, request.Segment);
        if (route.IsWrite && RawPath.EndsWithSlash(request.Http))
        {
            throw new ProblemException(KnownProblems.TrailingSlash(RawPath.Whole(http), route.Pattern));
        }

        route.Check(request);
        if (route.IsWrite)
        {
            Preconditions.RefuseOthers(http, route);
        }

        return route.Handler(request);
    }

    // An unknown user gets the challenge of the host's scheme, if there is one.
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

    // The web server reports a body that the stop of the host cuts by an inner exception, before it cancels RequestAborted.
    private static bool IsAbort(Exception exception, HttpContext http) =>
        exception is ConnectionResetException or ConnectionAbortedException
        || exception.InnerException is ConnectionResetException or ConnectionAbortedException
        || (exception is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested);

    private Problem InternalError(Exception exception)
    {
        if (exception.GetBaseException() is OutOfMemoryException)
        {
            LogOutOfMemory(logger);
            return KnownProblems.OutOfMemory();
        }

        LogInternalError(logger, exception);
        return KnownProblems.InternalError();
    }

    [LoggerMessage(1, LogLevel.Error, "A request failed because of an internal error.")]
    private static partial void LogInternalError(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "A response was cut off after its beginning ({Code}): {Reason}")]
    private static partial void LogCut(ILogger logger, string code, string reason);

    [LoggerMessage(2, LogLevel.Error, "A request was refused because the process is out of memory. Lower Wesog:Limits:MaxMemoryBytes or Wesog:Limits:MaxBodyBytes, or give the process more memory.")]
    private static partial void LogOutOfMemory(ILogger logger);
}
