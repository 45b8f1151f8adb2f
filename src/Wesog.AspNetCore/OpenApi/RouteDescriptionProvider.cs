using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;
using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Routing;

namespace Wesog.AspNetCore.OpenApi;

/// <summary>Adds the parameters and the body of a route to its description in ApiExplorer, which cannot infer them from a request delegate.</summary>
/// <remarks>Endpoint metadata cannot name the media types of the body: routing would reject others by its own 415, before authorization.</remarks>
internal sealed class RouteDescriptionProvider : IApiDescriptionProvider
{
    // The framework's OpenAPI requires it of a text parameter.
    private static readonly ModelMetadata _text = new EmptyModelMetadataProvider().GetMetadataForType(typeof(string));

    // After the framework's providers, which create the descriptions.
    public int Order => 0;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var description in context.Results)
        {
            if (ApiRoute.Of(description) is { } route)
            {
                AddParameters(description, route);
                AddBody(description, route.Body);
            }
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private static void AddParameters(ApiDescription description, ApiRoute route)
    {
        var parameters = description.ParameterDescriptions;
        var names = route.Parameters.Select(parameter => parameter.Name).ToHashSet();
        foreach (var part in RoutePatternFactory.Parse(description.RelativePath!).Parameters.Where(part => !names.Contains(part.Name)))
        {
            // A parameter of the group in which the host maps the routes.
            parameters.Add(new() { Name = part.Name, Source = BindingSource.Path, Type = typeof(string), ModelMetadata = _text, IsRequired = true });
        }

        foreach (var parameter in route.Parameters)
        {
            var (source, isRequired) = parameter.Location switch
            {
                ParameterLocation.Path => (BindingSource.Path, true),
                ParameterLocation.Header => (BindingSource.Header, false),
                _ => (BindingSource.Query, false),
            };
            var type = TypeOf(parameter);
            var metadata = type == typeof(string) ? _text : null!;
            parameters.Add(new() { Name = parameter.Name, Source = source, Type = type, ModelMetadata = metadata, IsRequired = isRequired });
        }
    }

    private static void AddBody(ApiDescription description, ApiBody? body)
    {
        if (body is not null)
        {
            description.ParameterDescriptions.Add(new() { Name = "body", Source = BindingSource.Body, Type = typeof(object), IsRequired = body.IsRequired });
            body.ContentTypes.ToList().ForEach(type => description.SupportedRequestFormats.Add(new() { MediaType = type }));
        }
    }

    private static Type TypeOf(Parameter parameter) =>
        parameter.DefaultFlag is not null ? typeof(bool) : parameter.Range is not null ? typeof(long) : parameter.IsRepeatable ? typeof(string[]) : typeof(string);
}

/// <summary>The types that <see cref="RouteDescriptionProvider"/> names, so that OpenAPI documents need no reflection for them.</summary>
[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(long))]
internal sealed partial class ParameterJsonContext : JsonSerializerContext;
