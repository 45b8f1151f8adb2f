using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Wesog.AspNetCore.Parameters;

namespace Wesog.AspNetCore.Routing;

/// <summary>Reads a request's path as it was sent.</summary>
/// <remarks>
/// The server's own path is decoded but for <c>%2F</c>, so that there the ids <c>a/b</c> and <c>a%2Fb</c> are one.
/// </remarks>
internal static class RawPath
{
    /// <summary>The last segment, decoded exactly once. A slash at the end is no part of it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="hasSlash">Whether the path ends with a slash.</param>
    public static string LastSegment(HttpContext http, out bool hasSlash) =>
        PercentText.Decode(LastEncoded(http, out hasSlash), plusIsSpace: false);

    /// <summary>The last segment as it was sent. A slash at the end is no part of it.</summary>
    public static string LastEncodedSegment(HttpContext http) => LastEncoded(http, out _).ToString();

    /// <summary>The path as the server understood it, encoded, for a text.</summary>
    public static string Shown(HttpRequest request) => request.PathBase.Add(request.Path).ToUriComponent();

    /// <summary>The path base and what of the path comes before its last segments: where the routes are mapped.</summary>
    public static string Root(HttpRequest request, int depth)
    {
        var path = request.Path.ToUriComponent().AsSpan();
        if (path.EndsWith("/"))
        {
            path = path[..^1];
        }

        for (var i = 0; i < depth; i++)
        {
            path = path[..Math.Max(0, path.LastIndexOf('/'))];
        }

        return string.Concat(request.PathBase.ToUriComponent(), path);
    }

    private static ReadOnlySpan<char> LastEncoded(HttpContext http, out bool hasSlash)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var path = (string.IsNullOrEmpty(target) ? http.Request.Path.ToUriComponent() : target).AsSpan();
        if (path.IndexOf('?') is var query and >= 0)
        {
            path = path[..query];
        }

        hasSlash = path.EndsWith("/");
        if (hasSlash)
        {
            path = path[..^1];
        }

        return path[(path.LastIndexOf('/') + 1)..];
    }
}
