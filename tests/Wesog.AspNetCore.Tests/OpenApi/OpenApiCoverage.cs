using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Wesog.AspNetCore.Tests.OpenApi;

/// <summary>Compares the routes under <c>/imgs</c> and <c>/ops</c> that a host has with those that are described.</summary>
internal static partial class OpenApiCoverage
{
    /// <summary>
    /// The differences, one per line, such as <c>not described: PUT /imgs</c>; empty if there are none. An
    /// endpoint for all methods (<c>* /imgs</c>) matches each described method of its path.
    /// </summary>
    /// <remarks>The document describes HEAD with GET. The names of path parameters may differ.</remarks>
    public static IReadOnlyList<string> Differences(EndpointDataSource endpoints, JsonNode document)
    {
        var mapped = Mapped(endpoints).Distinct().ToList();
        var described = document.Operations().Select(o => new Route(o.Method, o.Path)).Where(route => route.IsOurs).ToList();
        return
        [
            .. mapped.Where(route => !described.Any(route.Takes)).Select(route => $"not described: {route}").Order(StringComparer.Ordinal),
            .. described.Where(route => !mapped.Any(other => other.Takes(route))).Select(route => $"not mapped: {route}").Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Compares the header <c>Allow</c> of every described path with the described methods.
    /// </summary>
    /// <param name="client">With a base address that ends in a slash, and a key that the host knows.</param>
    /// <param name="document">The document.</param>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(HttpClient client, JsonNode document)
    {
        var described = document.Operations().Select(o => new Route(o.Method, o.Path)).Where(route => route.IsOurs).ToList();
        List<string> differences = [];
        foreach (var path in described.Select(route => Parameter().Replace(route.Path, "1")).Distinct())
        {
            using var request = new HttpRequestMessage(new HttpMethod("NONE"), new Uri(path[1..], UriKind.Relative));
            using var response = await client.SendAsync(request);
            var methods = described.Where(route => new Route("*", route.Path).Takes(new Route("*", path))).Select(route => route.Method)
                .SelectMany<string, string>(method => method == "GET" ? ["GET", "HEAD"] : [method]).ToHashSet();
            if ((int)response.StatusCode != StatusCodes.Status405MethodNotAllowed || !methods.SetEquals(response.Content.Headers.Allow))
            {
                differences.Add($"{path}: described {string.Join(' ', methods.Order(StringComparer.Ordinal))}, " +
                    $"returned {(int)response.StatusCode} {string.Join(' ', response.Content.Headers.Allow.Order(StringComparer.Ordinal))}");
            }
        }

        return differences;
    }

    private static IEnumerable<Route> Mapped(EndpointDataSource endpoints) =>
        from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]
        let route = new Route(method, $"/{endpoint.RoutePattern.RawText!.Trim('/')}")
        where route.IsOurs && !HttpMethods.IsHead(method)
        select route;

    [GeneratedRegex("^/(imgs|ops)(/|$)")]
    private static partial Regex Ours();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    private sealed record Route(string Method, string Path)
    {
        public bool IsOurs => Ours().IsMatch(Path);

        /// <summary>Whether this route handles requests of the other route or path.</summary>
        public bool Takes(Route other) => (Method == "*" || Method == other.Method) && Regex.IsMatch(
            Parameter().Replace(other.Path, "{}"), $"^{string.Join("[^/]+", Parameter().Split(Path).Select(Regex.Escape))}$");

        public override string ToString() => $"{Method} {Parameter().Replace(Path, "{}")}";
    }
}
