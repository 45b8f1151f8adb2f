using System.Globalization;
using System.Text;

namespace Wesog.Texts;

/// <summary>
/// Shows a caller's value within a text: cut, and without characters that a log or a terminal would take for more than
/// a character (controls, bidirectional overrides, line separators) or that no encoder takes (lone surrogates).
/// </summary>
internal static class Excerpt
{
    private const int MaxLength = 60;

    public static string Of(ReadOnlySpan<char> value)
    {
        var shown = new StringBuilder(Math.Min(value.Length, MaxLength) + 1);
        foreach (var rune in value.EnumerateRunes())
        {
            if (shown.Length + rune.Utf16SequenceLength > MaxLength)
            {
                return shown.Append('…').ToString();
            }

            // The enumeration has put the replacement character in the place of each lone surrogate already.
            shown.Append((IsPlain(rune) ? rune : Rune.ReplacementChar).ToString());
        }

        return shown.ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
