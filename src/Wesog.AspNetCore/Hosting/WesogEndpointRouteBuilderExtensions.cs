using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wesog.AspNetCore;
using Wesog.AspNetCore.Authentication;
using Wesog.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the engine to HTTP.</summary>
public static class WesogEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>/imgs</c> and <c>/ops</c>. They ask for an authenticated user with the tenant's claim
    /// (<see cref="WesogHttpOptions.TenantClaimType"/>), whichever scheme signs it in.
    /// </summary>
    /// <param name="endpoints">Where to; a group's prefix is put before the paths, also in links.</param>
    /// <returns>The group of the endpoints, to which a host adds CORS, rate limits or further authorization.</returns>
    /// <exception cref="InvalidOperationException"><c>AddWesogHttp</c> was not called.</exception>
    /// <remarks>Contract, section 6.</remarks>
    public static RouteGroupBuilder MapWesogImages(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var routes = services.GetService<ApiRoutes>()
            ?? throw new InvalidOperationException("MapWesogImages needs services.AddWesogHttp(), which was not called.");
        var dispatcher = services.GetRequiredService<ApiDispatcher>();
        var claimType = services.GetRequiredService<IOptions<WesogHttpOptions>>().Value.TenantClaimType;

        var group = endpoints.MapGroup(string.Empty);
        group.RequireAuthorization(policy => policy
            .RequireAuthenticatedUser()
            .RequireAssertion(context => TenantClaim.Find(context.User, claimType) is not null));
        foreach (var path in routes.Paths)
        {
            // One endpoint for all methods of a path: so authorization comes before a 405 as before everything else.
            group.Map(path.Pattern, http => dispatcher.InvokeAsync(http, path)).WithDisplayName($"Wesog {path.Pattern}");
        }

        return group;
    }
}
