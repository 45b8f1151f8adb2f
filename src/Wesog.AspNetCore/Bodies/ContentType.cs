using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Bodies;

/// <summary>Media types, and the check of the header <c>Content-Type</c>.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class ContentType
{
    public const string Json = "application/json";

    public const string Lines = "application/x-ndjson";

    public const string Problem = "application/problem+json";

    // None of the three is registered, and clients use all of them.
    private static readonly string[] _lines = [Lines, "application/ndjson", "application/jsonl"];

    /// <summary>Whether a media type is that of newline-delimited JSON.</summary>
    public static bool IsLines(StringSegment mediaType) => _lines.Any(name => mediaType.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the body contains lines of JSON and not one JSON value.</summary>
    /// <exception cref="ProblemException">It contains neither, or is not in UTF-8.</exception>
    public static bool IsLines(HttpRequest request, bool takesLines)
    {
        var sent = request.ContentType ?? string.Empty;
        if (sent == Json)
        {
            // The most frequent value needs no parser.
            return false;
        }

        if (MediaTypeHeaderValue.TryParse(sent, out var type) && IsUtf8(type))
        {
            if (type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            if (takesLines && IsLines(type.MediaType))
            {
                return true;
            }
        }

        throw new ProblemException(KnownProblems.UnsupportedType(sent, takesLines ? $"{Json}, {Lines}" : Json));
    }

    private static bool IsUtf8(MediaTypeHeaderValue type)
    {
        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        return !type.Charset.HasValue
            || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);
    }
}
