using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Routing;

namespace Wesog.AspNetCore.Results;

/// <summary>The link to the page that follows: the request's own path and parameters, but for the one that moves on.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class NextLink
{
    public static void Set(ApiRequest request, string path, Parameter moving, long value)
    {
        var pairs = request.Query.Pairs
            .Where(pair => pair.Name != moving.Name)
            .Append(new(moving.Name, KnownProblems.Text(value)))
            .Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}");
        request.Http.Response.Headers.Link = $"<{request.Root}{path}?{string.Join('&', pairs)}>; rel=\"next\"";
    }
}
