using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Routing;

namespace Wesog.AspNetCore.Results;

/// <summary>Sets the link to the next page: the path and the parameters of the request, except the parameter that changes.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class NextLink
{
    public static void Set(ApiRequest request, string path, Parameter changed, long value)
    {
        var pairs = request.Query.Pairs
            .Where(pair => pair.Name != changed.Name)
            .Append(new(changed.Name, KnownProblems.Text(value)))
            .Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}");
        request.Http.Response.Headers.Link = $"<{request.Root}{path}?{string.Join('&', pairs)}>; rel=\"next\"";
    }
}
