using Microsoft.AspNetCore.Http;
using Wesog.AspNetCore.Parameters;

namespace Wesog.AspNetCore.Routing;

/// <summary>A request that passed the checks every route shares.</summary>
/// <param name="Http">The request and its answer.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Query">Its parameters, checked.</param>
/// <param name="Segment">The last segment of its path, decoded.</param>
/// <param name="Depth">How many segments of its path the routes know.</param>
internal sealed record ApiRequest(HttpContext Http, string Tenant, Query Query, string Segment, int Depth)
{
    /// <summary>The path under which the routes are mapped, such as <c>/api</c>; encoded, empty for the root.</summary>
    public string Root => RawPath.Root(Http.Request, Depth);

    public CancellationToken Aborted => Http.RequestAborted;
}
