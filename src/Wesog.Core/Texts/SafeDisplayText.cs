using System.Globalization;
using System.Text;

namespace Wesog.Texts;

/// <summary>
/// Shows a caller's value within a text: cut, and without characters that a log or a terminal would take for more than
/// a character (controls, bidirectional overrides, line separators) or that no encoder takes (lone surrogates).
/// </summary>
internal static class SafeDisplayText
{
    /// <summary>The most characters that an excerpt has, the ellipsis included.</summary>
    public const int MaxShown = MaxLength + 1;

    private const int MaxLength = 60;
    private const int LengthBefore = 40;
    private const char Ellipsis = '…';

    /// <summary>The excerpt of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="most">The most characters before the ellipsis.</param>
    public static string Of(ReadOnlySpan<char> value, int most = MaxLength)
    {
        Span<char> shown = stackalloc char[most + 1];
        return shown[..Write(value, shown)].ToString();
    }

    /// <summary>Writes the excerpt of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="shown">The target. Its length bounds the excerpt, the ellipsis included.</param>
    /// <returns>How many characters it has.</returns>
    public static int Write(ReadOnlySpan<char> value, Span<char> shown)
    {
        var length = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            if (length + rune.Utf16SequenceLength > shown.Length - 1)
            {
                shown[length] = Ellipsis;
                return length + 1;
            }

            // The enumeration has put the replacement character in the place of each lone surrogate already.
            length += (IsPlain(rune) ? rune : Rune.ReplacementChar).EncodeToUtf16(shown[length..]);
        }

        return length;
    }

    /// <summary>The part of a value in which a place stands.</summary>
    /// <param name="value">The value.</param>
    /// <param name="at">The place, in UTF-16 units from 0; -1 for the beginning.</param>
    public static string Around(ReadOnlySpan<char> value, int at)
    {
        if (at <= LengthBefore || value.Length <= MaxLength)
        {
            return Of(value);
        }

        // As much as fits at the end of a value, and no half of a surrogate pair.
        var start = Math.Min(at - LengthBefore, value.Length - MaxLength);
        start += char.IsLowSurrogate(value[start]) ? 1 : 0;
        return Ellipsis + Of(value[start..]);
    }

    /// <summary>The character at a place: itself if it can be seen, otherwise its code, such as <c>U+200B</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="at">The place, in UTF-16 units from 0; -1 for none, which gives an empty text.</param>
    public static string Character(ReadOnlySpan<char> value, int at)
    {
        if (at < 0)
        {
            return "";
        }

        Rune.DecodeFromUtf16(value[at..], out var rune, out _);
        return IsPlain(rune) && !Rune.IsWhiteSpace(rune)
            ? rune.ToString()
            : string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
