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
    // Printable ASCII but for the characters that RFC 3986 and every browser keep out of a URL.
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(
        "!#$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public static FaultKind? Judge(ReadOnlySpan<char> url)
    {
        if (!TryCutScheme(url, out var rest))
        {
            return FaultKind.UrlScheme;
        }

        if (HasForeignCharacter(rest))
        {
            return FaultKind.UrlCharacter;
        }

        var end = rest.IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        if (authority.Contains('@'))
        {
            return FaultKind.UrlCredentials;
        }

        // The colons of an IPv6 address stand before its closing bracket, that of the port behind it.
        var hostEnd = authority.LastIndexOf(']') + 1;
        var colon = authority[hostEnd..].IndexOf(':');
        var host = colon < 0 ? authority : authority[..(hostEnd + colon)];
        return !HostRule.IsValid(host) ? FaultKind.UrlHost
            : colon >= 0 && !IsPort(authority[(hostEnd + colon + 1)..]) ? FaultKind.UrlPort
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

    private static bool HasForeignCharacter(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyExcept(PlainCharacters) is var at and >= 0)
        {
            var c = text[at];
            if (c < '\u0080' || char.IsWhiteSpace(c) || char.IsControl(c))
            {
                return true;
            }

            text = text[(at + 1)..];
        }

        return false;
    }

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
