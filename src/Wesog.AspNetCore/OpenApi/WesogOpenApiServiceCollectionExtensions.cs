using Microsoft.OpenApi;
using Wesog.AspNetCore.OpenApi;
using Wesog.AspNetCore.OpenApi.Schemas;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the OpenAPI document of the image routes.</summary>
public static class WesogOpenApiServiceCollectionExtensions
{
    /// <summary>
    /// Registers the OpenAPI 3.1 document <c>v1</c>, which describes every image and operation route, parameter, body,
    /// answer and problem with the limits that are set, beside the host's own endpoints. Serve it with
    /// <see cref="AspNetCore.Builder.WesogOpenApiEndpointRouteBuilderExtensions.MapWesogOpenApi"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="prefix">That of the group in which the routes are mapped, such as <c>/media</c>; by default there is none.</param>
    /// <returns>The same services.</returns>
    /// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
    public static IServiceCollection AddWesogOpenApi(this IServiceCollection services, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(prefix);
        return services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = ApiSchemas.NameOf;
            options.AddDocumentTransformer(new WesogDocumentTransformer(prefix.TrimEnd('/')));
        });
    }
}
