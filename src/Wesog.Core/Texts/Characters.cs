using System.Globalization;
using System.Text;

namespace Wesog.Texts;

/// <summary>Finds characters that no reader sees or no encoder accepts.</summary>
internal static class Characters
{
    /// <summary>Whether the character has Unicode's category Cf, such as U+200B, U+202E and U+FEFF.</summary>
    public static bool IsInvisible(Rune rune) => !rune.IsAscii && Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;

    public static bool StartsInvisibly(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out var first, out _);
        return IsInvisible(first);
    }

    /// <param name="text">A text that is not empty.</param>
    /// <param name="at">The position of the last character.</param>
    public static bool EndsInvisibly(ReadOnlySpan<char> text, out int at)
    {
        Rune.DecodeLastFromUtf16(text, out var last, out var length);
        at = text.Length - length;
        return IsInvisible(last);
    }

    public static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return true;
            }

            text = text[(at + 2)..];
        }

        return false;
    }
}
