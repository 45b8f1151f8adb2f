using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Wesog.AspNetCore.Routing;

/// <summary>Reads the last segment of a request's path as it was sent.</summary>
/// <remarks>
/// The server decodes the path except <c>%2F</c>, so a route value cannot distinguish the ids <c>a/b</c> and <c>a%2Fb</c>.
/// </remarks>
internal static class RawPath
{
    /// <summary>The last segment as it was sent. A trailing slash is not part of it.</summary>
    public static ReadOnlySpan<char> LastSegment(HttpContext http)
    {
        var path = Sent(http);
        path = path.EndsWith("/") ? path[..^1] : path;
        return path[(path.LastIndexOf('/') + 1)..];
    }

    public static bool EndsWithSlash(HttpContext http) => Sent(http).EndsWith("/");

    /// <summary>The path as the server understood it, encoded.</summary>
    public static string Whole(HttpRequest request) => request.PathBase.Add(request.Path).ToUriComponent();

    private static ReadOnlySpan<char> Sent(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var path = (string.IsNullOrEmpty(target) ? http.Request.Path.ToUriComponent() : target).AsSpan();
        return path.IndexOf('?') is var query and >= 0 ? path[..query] : path;
    }
}
