using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Wesog.AspNetCore.OpenApi.Answers;
using Wesog.AspNetCore.OpenApi.Examples;
using Wesog.AspNetCore.OpenApi.Requests;
using Wesog.AspNetCore.OpenApi.Routes;
using Wesog.AspNetCore.OpenApi.Schemas;

namespace Wesog.AspNetCore.OpenApi;

/// <summary>
/// Writes our paths and components into the document, with the limits that the host has set. What the library found of
/// the host's own endpoints stays.
/// </summary>
/// <remarks>
/// Described rather than discovered: our endpoints read the request themselves, so there is nothing for the library to
/// find, and it would not know half of what matters here.
/// </remarks>
internal sealed class WesogDocumentTransformer(string prefix) : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var services = context.ApplicationServices;
        var draft = new ApiDraft(
            document,
            services.GetRequiredService<IOptions<WesogOptions>>().Value,
            services.GetRequiredService<IOptions<WesogHttpOptions>>().Value);
        document.Info = ApiDescription.Info(draft.Limits);
        document.Tags = new HashSet<OpenApiTag>([.. ApiDescription.Tags, .. document.Tags ?? new HashSet<OpenApiTag>()]);
        draft.Define(ApiDraft.SecurityScheme, ApiDescription.Key);
        ApiSchemas.AddTo(draft);
        ApiParameters.AddTo(draft);
        ApiBodies.AddTo(draft);
        ApiHeaders.AddTo(draft);
        ApiAnswers.AddTo(draft);
        AddExamples(draft);
        AddPaths(draft);
        return Task.CompletedTask;
    }

    private static void AddExamples(ApiDraft draft)
    {
        IEnumerable<ApiExample> examples =
        [
            .. ImageExamples.All, .. OperationExamples.All, .. ProblemExamples.All(draft.Limits).Select(problem => problem.ToExample()),
        ];
        foreach (var example in examples)
        {
            draft.Define(example.Name, new OpenApiExample { Summary = example.Summary, Value = example.Value.DeepClone() });
        }
    }

    private void AddPaths(ApiDraft draft)
    {
        foreach (var routes in ImageRoutes.All.Concat(OperationRoutes.All).GroupBy(route => route.Path))
        {
            var path = new OpenApiPathItem();
            foreach (var route in routes)
            {
                path.AddOperation(route.Method, route.ToOperation(draft));
            }

            draft.Document.Paths[prefix + routes.Key] = path;
        }
    }
}
