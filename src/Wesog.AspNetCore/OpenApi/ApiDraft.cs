using Microsoft.OpenApi;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.AspNetCore.OpenApi;

/// <summary>
/// The document while it is written: the settings whose values it states, and references to what it defines. All
/// parts refer to each other by name, so they can be written in any order.
/// </summary>
internal sealed class ApiDraft(OpenApiDocument document, WesogOptions settings, WesogHttpOptions httpSettings)
{
    public const string SecurityScheme = "ApiKey";

    public OpenApiDocument Document => document;

    public EngineLimits Limits => settings.Limits;

    public bool WaitByDefault => httpSettings.WaitByDefault;

    public ImageLimits Images => settings.Images;

    /// <exception cref="InvalidOperationException">The name is taken; the library would keep the first and say nothing.</exception>
    public void Define<T>(string name, T component)
    {
        if (!document.AddComponent(name, component))
        {
            throw new InvalidOperationException($"The OpenAPI document has a component named \"{name}\" already.");
        }
    }

    public IOpenApiSchema Schema(string name) => new OpenApiSchemaReference(name, document);

    public IOpenApiParameter Parameter(string name) => new OpenApiParameterReference(name, document);

    public IOpenApiHeader Header(string name) => new OpenApiHeaderReference(name, document);

    public IOpenApiExample Example(string name) => new OpenApiExampleReference(name, document);

    public IOpenApiRequestBody Body(string name) => new OpenApiRequestBodyReference(name, document);

    public IOpenApiResponse Response(string name) => new OpenApiResponseReference(name, document);

    public OpenApiTagReference Tag(string name) => new(name, document);

    public OpenApiSecurityRequirement Key() => new() { [new(SecurityScheme, document)] = [] };

    public Dictionary<string, IOpenApiExample> ExamplesNamed(IEnumerable<string> names) => names.ToDictionary(name => name, Example);
}
