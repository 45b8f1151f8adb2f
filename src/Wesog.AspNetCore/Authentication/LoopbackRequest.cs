using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Authentication;

/// <summary>
/// Checks that a request with a key of <see cref="ApiKey.LoopbackOnly"/> names this machine and is not sent by a web page of another site. A page
/// can let its own name resolve to 127.0.0.1; the browser then sends its requests here, with that name as the host.
/// </summary>
internal static class LoopbackRequest
{
    private const string FetchSite = "Sec-Fetch-Site";

    // The values of requests that no page of another site sent.
    private static readonly string[] _ownSites = ["same-origin", "same-site", "none"];

    /// <summary>The problem of the request; null if it is accepted.</summary>
    public static Problem? FaultOf(HttpRequest request)
    {
        if (!IsLoopback(request.Host.Host))
        {
            return KnownProblems.NotLoopback(request.Host.Value ?? string.Empty);
        }

        var (origin, site) = (request.Headers.Origin, request.Headers[FetchSite]);
        if (origin.Count > 0 && !(origin is [{ } sent] && Uri.TryCreate(sent, UriKind.Absolute, out var uri) && IsLoopback(uri.Host)))
        {
            return KnownProblems.OtherSite(HeaderNames.Origin);
        }

        return site.Count > 0 && !(site is [{ } value] && _ownSites.Contains(value)) ? KnownProblems.OtherSite(FetchSite) : null;
    }

    // Browsers resolve localhost themselves, but not every system its subdomains. Other spellings of an address, such as 127.1, are names to some.
    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host == "[::1]"
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address) && address.ToString() == host && !host.Contains(':'));
}
