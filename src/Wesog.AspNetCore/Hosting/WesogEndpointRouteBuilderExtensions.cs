using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore;
using Wesog.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the engine to HTTP.</summary>
public static class WesogEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>/imgs</c> and <c>/ops</c>. A path below them that is no route, of this package or of the host, is a 404 problem. Each route answers an authenticated user with the tenant's claim
    /// (<see cref="WesogHttpOptions.TenantClaimType"/>) only, whichever scheme signs it in, and whatever the host allows besides.
    /// </summary>
    /// <param name="endpoints">Where to; a group's prefix is put before the paths, also in links.</param>
    /// <returns>The group of the endpoints, to which a host adds CORS, rate limits or further authorization.</returns>
    /// <exception cref="InvalidOperationException"><c>AddWesogHttp</c> was not called.</exception>
    /// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
    public static RouteGroupBuilder MapWesogImages(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var routes = services.GetService<ApiRoutes>()
            ?? throw new InvalidOperationException("MapWesogImages needs services.AddWesogHttp(), which was not called.");
        var dispatcher = services.GetRequiredService<ApiDispatcher>();

        var group = endpoints.MapGroup(string.Empty);
        foreach (var path in (IEnumerable<ApiPath>)[.. routes.Paths, routes.BelowImages, routes.BelowOperations])
        {
            // One endpoint for all methods of a path: so a host's authorization comes before a 405 as before everything else.
            group.Map(path.Pattern, http => dispatcher.InvokeAsync(http, path)).WithDisplayName($"Wesog {path.Pattern}");
        }

        return group;
    }
}
