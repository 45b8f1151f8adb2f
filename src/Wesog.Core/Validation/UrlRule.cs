using System.Buffers;
using System.Text;
using Wesog.Texts;

namespace Wesog.Validation;

/// <summary>Validates absolute http and https URLs with a host and without credentials. The engine stores them verbatim.</summary>
/// <remarks><see cref="Uri"/> normalises, and accepts outer white space, file paths and back slashes.</remarks>
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
        return wrong >= 0 ? UrlCharacters.Validate(url, wrong, isInAuthority: wrong < start + authority.Length) : ValidateAuthority(authority, start);
    }

    private static ValueFault? ValidateAuthority(ReadOnlySpan<char> authority, int start)
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

/// <summary>Finds characters that are not valid in a URL, and suggests a replacement.</summary>
internal static class UrlCharacters
{
    // Printable ASCII but for the characters that RFC 3986 and every browser keep out of a URL.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "!#$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Returns the position of the first invalid character; -1 if there is none.</summary>
    public static int IndexOfWrong(ReadOnlySpan<char> url)
    {
        var at = 0;
        while (url[at..].IndexOfAnyExcept(Plain) is var step and >= 0)
        {
            at += step;
            Rune.DecodeFromUtf16(url[at..], out var rune, out var length);
            if (rune.IsAscii || Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || Characters.IsInvisible(rune))
            {
                return at;
            }

            at += length;
        }

        return -1;
    }

    /// <summary>Returns the position of white space at the start or end; -1 if there is none or nothing else.</summary>
    public static int IndexOfOuterWhiteSpace(ReadOnlySpan<char> url) =>
        char.IsWhiteSpace(url[0]) && !url.IsWhiteSpace() ? 0
        : url.TrimEnd().Length is > 0 and var end && end < url.Length ? end
        : -1;

    public static bool IsInvisible(ReadOnlySpan<char> url, int at)
    {
        Rune.DecodeFromUtf16(url[at..], out var rune, out _);
        return Characters.IsInvisible(rune);
    }

    /// <summary>Returns the error of an invalid character in a URL whose scheme is valid.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="at">The position of the first invalid character.</param>
    /// <param name="isInAuthority">Whether it is before the path, where percent-encoding is not allowed.</param>
    public static ValueFault Validate(ReadOnlySpan<char> url, int at, bool isInAuthority)
    {
        Rune.DecodeFromUtf16(url[at..], out var rune, out _);
        return rune.Value == '\\' ? new(ValidationRule.UrlBackslash, at)
            : Characters.IsInvisible(rune) ? isInAuthority ? new(ValidationRule.UrlInvisible, at) : new(ValidationRule.UrlInvisibleInPath, at, PercentEncode(rune))
            : isInAuthority || Rune.IsControl(rune) ? new(ValidationRule.UrlUnwanted, at)
            : new(ValidationRule.UrlCharacter, at, PercentEncode(rune));
    }

    private static string PercentEncode(Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var encoded = new StringBuilder();
        foreach (var part in utf8[..rune.EncodeToUtf8(utf8)])
        {
            encoded.Append('%').Append(Convert.ToHexString([part]));
        }

        return encoded.ToString();
    }
}
