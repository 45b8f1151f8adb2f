using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves the OpenAPI document of the image routes.</summary>
public static class WesogOpenApiEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves the document at <c>/openapi/v1.json</c> without authentication. It requires
    /// <see cref="Microsoft.Extensions.DependencyInjection.WesogOpenApiServiceCollectionExtensions.AddWesogOpenApi"/>.
    /// </summary>
    /// <param name="endpoints">The application or a group.</param>
    /// <returns>Its conventions.</returns>
    public static IEndpointConventionBuilder MapWesogOpenApi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);

        // Not a pattern of the document's name: it would serve the host's other documents without authentication.
        return endpoints.MapOpenApi("/openapi/v1.json").AllowAnonymous();
    }
}
