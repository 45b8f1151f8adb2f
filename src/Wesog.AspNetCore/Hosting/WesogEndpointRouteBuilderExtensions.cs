using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore;
using Wesog.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the HTTP routes.</summary>
public static class WesogEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the routes below <c>/imgs</c> and <c>/ops</c>, each as an endpoint of its own that ApiExplorer lists. A path below them that
    /// neither this package nor the host maps is a 404 problem. Each route requires an authenticated user with a tenant
    /// (<see cref="WesogHttpOptions.TenantClaimType"/>), in addition to the policies of the host.
    /// </summary>
    /// <param name="endpoints">The application or a group. The prefix of a group is also part of links.</param>
    /// <returns>The group of the endpoints. Its conventions apply to each of them.</returns>
    /// <exception cref="InvalidOperationException"><c>AddWesogHttp</c> was not called.</exception>
    /// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
    public static RouteGroupBuilder MapWesogImages(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var routes = services.GetService<ApiRoutes>()
            ?? throw new InvalidOperationException("MapWesogImages needs services.AddWesogHttp(), which was not called.");
        var pipeline = services.GetRequiredService<RequestPipeline>();

        var group = endpoints.MapGroup(string.Empty);
        foreach (var route in routes.All)
        {
            RequestDelegate handler = http => pipeline.InvokeAsync(http, route.Pattern, route);
            group.MapMethods(route.Pattern, [route.Method], handler).WithDisplayName($"Wesog {route.Method} {route.Pattern}").Add(route.Describe);
            if (!route.IsWrite)
            {
                group.MapMethods(route.Pattern, [HttpMethods.Head], handler).WithDisplayName($"Wesog HEAD {route.Pattern}");
            }
        }

        foreach (var pattern in ApiRoutes.Patterns)
        {
            // Not Map: without metadata of methods the host's CORS policy would not see preflight requests.
            group.MapMethods(pattern, [], http => pipeline.InvokeAsync(http, pattern, null)).WithDisplayName($"Wesog {pattern}");
        }

        return group;
    }
}
