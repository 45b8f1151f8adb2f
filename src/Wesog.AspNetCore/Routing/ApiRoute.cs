using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Wesog.AspNetCore.Bodies;
using Wesog.AspNetCore.OpenApi;
using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Routing;

/// <summary>A method of a path pattern: its handler and its description. It is metadata of its endpoint.</summary>
/// <param name="Method">The HTTP method; GET also takes HEAD.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="Name">The name, such as <c>getImage</c>: the OpenAPI operation id.</param>
/// <param name="Handler">Handles a checked request.</param>
/// <param name="Parameters">The parameters in the path, the query and the headers. Any other in the query is refused.</param>
/// <param name="Responses">The responses, ordered by status.</param>
/// <param name="Body">The request body; null if there is none.</param>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Description">What it does.</param>
internal sealed record ApiRoute(
    string Method,
    string Pattern,
    string Name,
    Func<ApiRequest, Task> Handler,
    IReadOnlyList<Parameter> Parameters,
    IReadOnlyList<ApiResponse> Responses,
    ApiBody? Body,
    string Summary,
    string Description)
{
    /// <summary>Whether it may change something: every method but GET.</summary>
    public bool IsWrite { get; } = !HttpMethods.IsGet(Method);

    public IReadOnlyList<Parameter> QueryParameters { get; } = [.. Parameters.Where(parameter => parameter.Location == ParameterLocation.Query)];

    /// <summary>The parameters in the query of a request that prefers newline-delimited JSON; null if the route has no such response.</summary>
    public IReadOnlyList<Parameter>? ExportParameters { get; init; }

    private string Tag => Pattern.StartsWith("/imgs", StringComparison.Ordinal) ? "images" : "operations";

    /// <summary>The route of a described endpoint; null if it is the host's.</summary>
    public static ApiRoute? Of(ApiDescription description) => description.ActionDescriptor.EndpointMetadata.OfType<ApiRoute>().FirstOrDefault();

    /// <summary>
    /// Whether a request that routing matched to this route is one of it. Routing ignores the case of methods and fixed segments, and
    /// servers remove dot segments, so it may be one of another route.
    /// </summary>
    public bool Takes(string method, string segment) =>
        (method == Method || (method == HttpMethods.Head && !IsWrite))
        && segment is not ("." or "..")
        && (segment == ApiRoutes.Delete || Pattern != ApiRoutes.DeletePattern);

    /// <summary>Checks the query string.</summary>
    /// <exception cref="ProblemException">A parameter is not one of the response that the client prefers, or has a value that is not allowed.</exception>
    public void Check(ApiRequest request)
    {
        if (ExportParameters is null || !AcceptHeader.PrefersLines(request.Http.Request))
        {
            request.Query.Check(QueryParameters);
            return;
        }

        foreach (var (name, value, _) in request.Query.Pairs)
        {
            if (Find(QueryParameters)?.FaultOf(value) is null && Find(QueryParameters) is not null
                && (Find(ExportParameters) is not { } parameter || parameter.FaultOf(value) is not null))
            {
                throw new ProblemException(KnownProblems.NotOfExport(name));
            }

            Parameter? Find(IReadOnlyList<Parameter> parameters) => parameters.FirstOrDefault(parameter => parameter.Name == name);
        }

        request.Query.Check(ExportParameters);
    }

    /// <summary>Adds the description to an endpoint, before what the host adds, so that the host's conventions prevail.</summary>
    public void Describe(EndpointBuilder endpoint)
    {
        // An endpoint's name must be unique, and a host may map the routes in several groups.
        var prefix = ((RouteEndpointBuilder)endpoint).RoutePattern.RawText![..^Pattern.Length];
        object[] metadata =
        [
            // ApiExplorer lists only endpoints that have a MethodInfo.
            endpoint.RequestDelegate!.Method,
            this,
            new EndpointNameMetadata($"Wesog.{Name}{prefix}"),
            new TagsAttribute(Tag),
            new EndpointSummaryAttribute(Summary),
            new EndpointDescriptionAttribute(Description),
            .. Responses,
        ];
        for (var i = 0; i < metadata.Length; i++)
        {
            endpoint.Metadata.Insert(i, metadata[i]);
        }
    }
}
