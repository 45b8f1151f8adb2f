using System.Buffers;
using System.Text;
using Wesog.Texts;

namespace Wesog.Validation;

/// <summary>The characters that no URL may have, and what to do about each.</summary>
internal static class UrlCharacters
{
    // Printable ASCII but for the characters that RFC 3986 and every browser keep out of a URL.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "!#$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The place of the first wrong character; -1 for none.</summary>
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

    /// <summary>The place of white space at the beginning or the end; -1 for none, or nothing else.</summary>
    public static int IndexOfOuterWhiteSpace(ReadOnlySpan<char> url) =>
        char.IsWhiteSpace(url[0]) && !url.IsWhiteSpace() ? 0
        : url.TrimEnd().Length is > 0 and var end && end < url.Length ? end
        : -1;

    public static bool IsInvisible(ReadOnlySpan<char> url, int at)
    {
        Rune.DecodeFromUtf16(url[at..], out var rune, out _);
        return Characters.IsInvisible(rune);
    }

    /// <summary>What is wrong with a character of a URL whose scheme is good.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="at">The place of its first wrong character.</param>
    /// <param name="isInAuthority">Whether it stands before the path, where nothing may be percent-encoded.</param>
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
