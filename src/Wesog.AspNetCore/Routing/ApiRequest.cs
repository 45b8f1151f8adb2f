using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Memory;
using Wesog.AspNetCore.Parameters;

namespace Wesog.AspNetCore.Routing;

/// <summary>A request of a tenant to a mapped path.</summary>
/// <param name="http">The request and its response.</param>
/// <param name="tenant">The tenant.</param>
/// <param name="pattern">The pattern that routing matched, such as <c>/imgs/{id}</c>.</param>
/// <param name="memory">The memory of the request.</param>
internal sealed class ApiRequest(HttpContext http, string tenant, string pattern, RequestMemory memory)
{
    public HttpContext Http => http;

    public string Tenant => tenant;

    public string Pattern => pattern;

    public RequestMemory Memory => memory;

    /// <summary>The last segment of the path, decoded exactly once.</summary>
    public string Segment { get; } = PercentText.Decode(RawPath.LastSegment(http), plusIsSpace: false);

    public Query Query { get; } = Query.Parse(http.Request.QueryString.Value);

    public CancellationToken Aborted => http.RequestAborted;

    /// <summary>The path under which the routes are mapped, such as <c>/api</c>: encoded, with the path base, empty for the root.</summary>
    public string Root
    {
        get
        {
            var path = http.Request.Path.ToUriComponent().AsSpan().TrimEnd('/');
            for (var i = pattern.AsSpan().Count('/'); i > 0; i--)
            {
                path = path[..path.LastIndexOf('/')];
            }

            return string.Concat(http.Request.PathBase.ToUriComponent(), path);
        }
    }
}
