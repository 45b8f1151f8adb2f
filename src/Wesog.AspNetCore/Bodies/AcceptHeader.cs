using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Wesog.AspNetCore.Bodies;

/// <summary>Decides by the header <c>Accept</c> (RFC 9110) whether images are sent as a JSON page or as lines.</summary>
internal static class AcceptHeader
{
    /// <summary>
    /// Whether a media type of newline-delimited JSON is named, and has a higher quality than JSON. The quality of JSON is that of the most specific
    /// range that matches it. A header that is absent or ill-formed means JSON.
    /// </summary>
    public static bool PrefersLines(HttpRequest request)
    {
        var sent = request.Headers.Accept;
        if (sent.Count == 0 || !MediaTypeHeaderValue.TryParseList(sent, out var ranges))
        {
            return false;
        }

        var lines = ranges.Where(range => ContentType.IsLines(range.MediaType)).Select(QualityOf).DefaultIfEmpty(0).Max();
        return lines > QualityOfJson(ranges);
    }

    private static double QualityOfJson(IList<MediaTypeHeaderValue> ranges)
    {
        foreach (var name in (string[])[ContentType.Json, "application/*", "*/*"])
        {
            var named = ranges.Where(range => range.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(QualityOf).ToList();
            if (named.Count > 0)
            {
                return named.Max();
            }
        }

        return 0;
    }

    private static double QualityOf(MediaTypeHeaderValue range) => range.Quality ?? 1;
}
