using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Routing;

namespace Wesog.AspNetCore.Results;

/// <summary>Sets the link to the next page: the path and the parameters of the request, except the parameter that changes.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class NextLink
{
    /// <summary>Sets the header.</summary>
    /// <param name="request">The request.</param>
    /// <param name="path">The path of the route.</param>
    /// <param name="changed">The parameter that selects the next page.</param>
    /// <param name="value">Its value.</param>
    /// <param name="without">A parameter that the link must not have; null if there is none.</param>
    public static void Set(ApiRequest request, string path, Parameter changed, string value, Parameter? without = null)
    {
        var pairs = request.Query.Pairs
            .Where(pair => pair.Name != changed.Name && pair.Name != without?.Name)
            .Append(new(changed.Name, value))
            .Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}");
        request.Http.Response.Headers.Link = $"<{request.Root}{path}?{string.Join('&', pairs)}>; rel=\"next\"";
    }
}
