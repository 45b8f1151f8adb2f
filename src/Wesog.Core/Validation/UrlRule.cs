using System.Buffers;

namespace Wesog.Validation;

/// <summary>
/// An absolute http or https URL with a host and without credentials. It is only looked at, never rewritten, so that
/// what is stored is what was sent.
/// </summary>
/// <remarks>
/// Not <see cref="Uri"/>: it normalises, and takes white space at the ends, file paths and back slashes for URLs.
/// </remarks>
internal static class UrlRule
{
    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static ValueFault? Validate(ReadOnlySpan<char> url)
    {
        var wrong = UrlCharacters.IndexOfWrong(url);
        if (wrong >= 0 && UrlCharacters.IndexOfOuterWhiteSpace(url) is var outer and >= 0)
        {
            return new(ValidationRule.UrlWhiteSpaceAtEnd, outer);
        }

        if (!TryCutScheme(url, out var rest))
        {
            return wrong >= 0 && UrlCharacters.IsInvisible(url, wrong) ? new(ValidationRule.UrlInvisible, wrong) : new(HasScheme(url) ? ValidationRule.UrlOtherScheme : ValidationRule.UrlScheme);
        }

        var start = url.Length - rest.Length;
        var end = rest.IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        return wrong >= 0 ? UrlCharacters.Validate(url, wrong, isInAuthority: wrong < start + authority.Length) : JudgeAuthority(authority, start);
    }

    private static ValueFault? JudgeAuthority(ReadOnlySpan<char> authority, int start)
    {
        if (authority.LastIndexOf('@') is var at and >= 0)
        {
            return new(ValidationRule.UrlCredentials, start + at);
        }

        // The colons of an IPv6 address stand before its closing bracket, that of the port behind it.
        var hostEnd = authority.LastIndexOf(']') + 1;
        var colon = authority[hostEnd..].IndexOf(':');
        var host = colon < 0 ? authority : authority[..(hostEnd + colon)];
        return !HostRule.IsValid(host) ? new(ValidationRule.UrlHost, start)
            : colon >= 0 && !IsPort(authority[(hostEnd + colon + 1)..]) ? new(ValidationRule.UrlPort, start + hostEnd + colon)
            : null;
    }

    private static bool TryCutScheme(ReadOnlySpan<char> url, out ReadOnlySpan<char> rest)
    {
        var length = url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://".Length
            : url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https://".Length
            : 0;
        rest = url[length..];
        return length > 0;
    }

    private static bool HasScheme(ReadOnlySpan<char> url) =>
        url.IndexOf("://") is var end and > 0 && !url[..end].ContainsAnyExcept(SchemeCharacters)
        || url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("blob:", StringComparison.OrdinalIgnoreCase);

    // Empty is RFC 3986's, and means the scheme's own.
    private static bool IsPort(ReadOnlySpan<char> port)
    {
        var number = 0;
        foreach (var c in port)
        {
            number = number * 10 + (c - '0');
            if (!char.IsAsciiDigit(c) || number > ushort.MaxValue)
            {
                return false;
            }
        }

        return true;
    }
}
