using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Wesog.AspNetCore.Routing;

namespace Wesog.AspNetCore.OpenApi;

/// <summary>Describes the operations of the mapped routes by components, and adds the components with the limits that the host has set.</summary>
internal sealed class RouteTransformer : IOpenApiOperationTransformer, IOpenApiDocumentTransformer
{
    private static readonly Dictionary<string, string> _tags = new()
    {
        ["images"] = "Read and write images, singly or in batches.",
        ["operations"] = "Follow and cancel what the writes became, and submit mixed batches.",
    };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (ApiRoute.Of(context.Description) is not { } route)
        {
            return Task.CompletedTask;
        }

        var document = context.Document!;
        var names = route.Parameters.Select(parameter => parameter.Name).ToHashSet();
        operation.OperationId = route.Name;
        operation.Parameters =
        [
            .. (operation.Parameters ?? []).Where(parameter => !names.Contains(parameter.Name!)),
            .. route.Parameters.Select(parameter => new OpenApiParameterReference(parameter.Component, document)),
        ];
        operation.RequestBody = route.Body is null ? null : new OpenApiRequestBodyReference(route.Body.Name, document);
        operation.Responses = [];
        foreach (var response in route.Responses)
        {
            operation.Responses.Add($"{response.StatusCode}", new OpenApiResponseReference(response.Name, document));
        }

        operation.Security = [new() { [new("ApiKey", document)] = [] }];
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var routes = context.DescriptionGroups.SelectMany(group => group.Items).Select(ApiRoute.Of).OfType<ApiRoute>().Distinct().ToList();
        if (routes.Count == 0)
        {
            return Task.CompletedTask;
        }

        var engine = context.ApplicationServices.GetRequiredService<IOptions<WesogOptions>>().Value;
        var http = context.ApplicationServices.GetRequiredService<IOptions<WesogHttpOptions>>().Value;
        var (template, convert) = (ComponentTemplate.Create(engine), new RouteComponents(document, engine.Limits, http));
        Add(template.Schemas!);
        Add(template.Headers!);
        Add(template.SecuritySchemes!);
        Add(template.Examples!);
        Add(OperationExamples.All.Concat(ProblemExamples.All(engine.Limits)));
        Add(routes.SelectMany(route => route.Parameters).Distinct().Select(parameter => KeyValuePair.Create(parameter.Component, convert.Convert(parameter))));
        Add(routes.Select(route => route.Body).OfType<ApiBody>().Distinct().Select(body => KeyValuePair.Create(body.Name, convert.Convert(body))));
        Add(routes.SelectMany(route => route.Responses).DistinctBy(response => response.Name).Select(response => KeyValuePair.Create(response.Name, convert.Convert(response))));
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
        {
            tag.Description ??= _tags.GetValueOrDefault(tag.Name!);
        }

        return Task.CompletedTask;

        // The library would keep the first of two components of one name without a message.
        void Add<T>(IEnumerable<KeyValuePair<string, T>> components)
        {
            foreach (var (name, component) in components)
            {
                if (!document.AddComponent(name, component))
                {
                    throw new InvalidOperationException($"The OpenAPI document has a component named \"{name}\" already.");
                }
            }
        }
    }
}
