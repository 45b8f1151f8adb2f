using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
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

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (ApiRoute.Of(context.Description) is not { } route)
        {
            return;
        }

        var document = context.Document!;
        var names = route.Parameters.Select(parameter => parameter.Name).ToHashSet();
        operation.OperationId = OperationIdOf(route, context);
        operation.Parameters =
        [
            .. (operation.Parameters ?? []).Where(parameter => !names.Contains(parameter.Name!)),
            .. route.Parameters.Select(parameter => new OpenApiParameterReference(parameter.Component, document)),
        ];
        operation.RequestBody = route.Body is null ? null : new OpenApiRequestBodyReference(route.Body.Name, document);
        operation.Responses = Complete(operation.Responses, route, document);
        if (await HasKeysAsync(context.ApplicationServices))
        {
            operation.Security ??= [new() { [new("ApiKey", document)] = [] }];
        }
    }

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var routes = context.DescriptionGroups.SelectMany(group => group.Items).Select(ApiRoute.Of).OfType<ApiRoute>().Distinct().ToList();
        if (routes.Count == 0)
        {
            return;
        }

        var engine = context.ApplicationServices.GetRequiredService<IOptions<WesogOptions>>().Value;
        var http = context.ApplicationServices.GetRequiredService<IOptions<WesogHttpOptions>>().Value;
        var (template, convert) = (ComponentTemplate.Create(engine), new RouteComponents(document, engine.Limits, http));
        Add(template.Schemas!);
        Add(template.Headers!);
        if (await HasKeysAsync(context.ApplicationServices))
        {
            Add(template.SecuritySchemes!);
        }

        Add(template.Examples!);
        Add(OperationExamples.All.Concat(ProblemExamples.All(engine.Limits)));
        Add(routes.SelectMany(route => route.Parameters).Distinct().Select(parameter => KeyValuePair.Create(parameter.Component, convert.Convert(parameter))));
        Add(routes.Select(route => route.Body).OfType<ApiBody>().Distinct().Select(body => KeyValuePair.Create(body.Name, convert.Convert(body))));
        Add(routes.SelectMany(route => route.Responses).DistinctBy(response => response.Name).Select(response => KeyValuePair.Create(response.Name, convert.Convert(response))));
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
        {
            tag.Description ??= _tags.GetValueOrDefault(tag.Name!);
        }

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

    // Ids are unique in a document. The mapping with the shortest prefix has the plain name, which the links of responses use.
    private static string OperationIdOf(ApiRoute route, OpenApiOperationTransformerContext context)
    {
        var document = context.ApplicationServices.GetRequiredService<IOptionsMonitor<OpenApiOptions>>().Get(context.DocumentName);
        var plain = context.ApplicationServices.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items
            .SelectMany(group => group.Items).Where(document.ShouldInclude).Where(description => ApiRoute.Of(description) == route)
            .MinBy(description => description.RelativePath!.Length)!;
        var path = context.Description.RelativePath!;
        return plain.RelativePath == path ? route.Name : $"{route.Name}{$"/{path}"[..^route.Pattern.Length]}";
    }

    // The responses that the host adds stay, unless the route has one of that status.
    private static OpenApiResponses Complete(OpenApiResponses? declared, ApiRoute route, OpenApiDocument document)
    {
        OpenApiResponses responses = [];
        foreach (var response in route.Responses)
        {
            responses.Add($"{response.StatusCode}", new OpenApiResponseReference(response.Name, document));
        }

        foreach (var (status, response) in declared ?? [])
        {
            responses.TryAdd(status, response);
        }

        return responses;
    }

    private static async Task<bool> HasKeysAsync(IServiceProvider services) =>
        services.GetService<IAuthenticationSchemeProvider>() is { } schemes && await schemes.GetSchemeAsync(ApiKeyDefaults.Scheme) is not null;
}
