using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wesog.AspNetCore.Results;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Bodies;

/// <summary>What <c>Content-Type</c> may say.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class ContentType
{
    private const string Lines = "application/x-ndjson";

    // None of the three is registered; clients use them all.
    private static readonly string[] _lines = [Lines, "application/ndjson", "application/jsonl"];

    /// <summary>Whether a body holds lines rather than one JSON value.</summary>
    /// <exception cref="ProblemException">It holds neither, or is not in UTF-8.</exception>
    public static bool IsLines(HttpRequest request, bool takesLines)
    {
        var sent = request.ContentType ?? string.Empty;
        if (sent == JsonAnswer.Json)
        {
            // As nearly everyone sends it: there is nothing to parse.
            return false;
        }

        if (MediaTypeHeaderValue.TryParse(sent, out var type) && IsUtf8(type))
        {
            if (type.MediaType.Equals(JsonAnswer.Json, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            if (takesLines && _lines.Any(name => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        throw new ProblemException(KnownProblems.UnsupportedType(sent, takesLines ? $"{JsonAnswer.Json}, {Lines}" : JsonAnswer.Json));
    }

    private static bool IsUtf8(MediaTypeHeaderValue type)
    {
        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        return !type.Charset.HasValue
            || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);
    }
}
