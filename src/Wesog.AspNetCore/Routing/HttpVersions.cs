using Microsoft.AspNetCore.Http;

namespace Wesog.AspNetCore.Routing;

/// <summary>Distinguishes the versions of HTTP.</summary>
internal static class HttpVersions
{
    /// <summary>Whether a connection has many requests at once: in HTTP/2 and HTTP/3. The limit of connections then does not limit the requests.</summary>
    public static bool IsMultiplexed(HttpRequest request) => HttpProtocol.IsHttp2(request.Protocol) || HttpProtocol.IsHttp3(request.Protocol);
}
