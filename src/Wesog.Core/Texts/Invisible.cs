using System.Globalization;
using System.Text;

namespace Wesog.Texts;

/// <summary>
/// Characters that cannot be seen, Unicode's category Cf: U+200B, U+202E, U+FEFF and others, also beyond the basic plane.
/// </summary>
internal static class Invisible
{
    public static bool Is(Rune rune) => !rune.IsAscii && Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;

    public static bool IsFirst(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out var first, out _);
        return Is(first);
    }

    /// <param name="text">A text of at least one character.</param>
    /// <param name="at">Where the last character begins.</param>
    public static bool IsLast(ReadOnlySpan<char> text, out int at)
    {
        Rune.DecodeLastFromUtf16(text, out var last, out var length);
        at = text.Length - length;
        return Is(last);
    }
}
