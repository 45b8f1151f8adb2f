using Microsoft.OpenApi;
using Wesog.AspNetCore.OpenApi;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the OpenAPI document of the image routes.</summary>
public static class WesogOpenApiServiceCollectionExtensions
{
    /// <summary>
    /// Registers the OpenAPI 3.1 document <c>v1</c>. It describes the routes of <c>MapWesogImages</c> (parameters, bodies, responses, problems,
    /// the limits that are set) and the host's own endpoints. Title, version and description are the host's. Serve it with
    /// <see cref="AspNetCore.Builder.WesogOpenApiEndpointRouteBuilderExtensions.MapWesogOpenApi"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    /// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
    public static IServiceCollection AddWesogOpenApi(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddOpenApi("v1", options =>
        {
            var transformer = new RouteTransformer();
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = ComponentTemplate.NameOf;
            options.AddOperationTransformer(transformer).AddDocumentTransformer(transformer);
        });
    }
}
