using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wesog.AspNetCore.Parameters;
using Wesog.Images;

namespace Wesog.AspNetCore.Problems;

/// <summary>The language of a response: the parameter <c>lang</c>, else <c>Accept-Language</c>, else English.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal static class RequestLanguage
{
    public static Language Of(HttpRequest request, RequestQuery query) => FromParameter(query) ?? FromHeader(request) ?? Language.En;

    private static Language? FromParameter(RequestQuery query)
    {
        var sent = query.All(KnownParameters.Lang);
        return sent is [var code] && LanguageCodes.TryParse(code, out var language) ? language : null;
    }

    private static Language? FromHeader(HttpRequest request)
    {
        var sent = request.Headers.AcceptLanguage;
        if (sent.Count == 0 || !StringWithQualityHeaderValue.TryParseList(sent, out var ranges))
        {
            return null;
        }

        // The order is stable: of equal qualities the first counts, and a named language before the asterisk.
        return ranges
            .Where(range => range.Quality is not 0)
            .OrderByDescending(range => range.Quality ?? 1)
            .ThenBy(IsAny)
            .Select(range => IsAny(range) ? FirstUnnamed(ranges) : LanguageOf(range.Value.AsSpan()))
            .FirstOrDefault(language => language is not null);
    }

    private static bool IsAny(StringWithQualityHeaderValue range) => range.Value == "*";

    // RFC 9110: an asterisk stands for every language that no other range names, even with quality 0.
    private static Language? FirstUnnamed(IList<StringWithQualityHeaderValue> ranges)
    {
        var named = ranges.Select(range => LanguageOf(range.Value.AsSpan())).ToHashSet();
        return Enum.GetValues<Language>().Cast<Language?>().FirstOrDefault(language => !named.Contains(language));
    }

    private static Language? LanguageOf(ReadOnlySpan<char> range)
    {
        var primary = range.IndexOf('-') is var end and >= 0 ? range[..end] : range;
        Span<char> code = stackalloc char[2];
        return primary.Length == code.Length && primary.ToLowerInvariant(code) == code.Length
            && LanguageCodes.TryParse(code, out var language) ? language : null;
    }
}
