using System.Globalization;
using System.Text;

namespace Wesog.Texts;

/// <summary>
/// Makes a client's value safe to display in a text: shortens it, and replaces characters that logs and terminals interpret (controls,
/// bidirectional overrides, line separators) and lone surrogates.
/// </summary>
internal static class SafeDisplayText
{
    /// <summary>The largest length of an excerpt, with the ellipsis.</summary>
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
    /// <param name="shown">The target. Its length limits the excerpt, with the ellipsis.</param>
    /// <returns>The length of the excerpt.</returns>
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

            // The enumeration replaces lone surrogates.
            length += (IsPlain(rune) ? rune : Rune.ReplacementChar).EncodeToUtf16(shown[length..]);
        }

        return length;
    }

    /// <summary>Returns the part of a value around a position.</summary>
    /// <param name="value">The value.</param>
    /// <param name="at">The position in UTF-16 code units from 0; -1 for the beginning.</param>
    public static string Around(ReadOnlySpan<char> value, int at)
    {
        if (at <= LengthBefore || value.Length <= MaxLength)
        {
            return Of(value);
        }

        // At least a full excerpt from the end, without half of a surrogate pair.
        var start = Math.Min(at - LengthBefore, value.Length - MaxLength);
        start += char.IsLowSurrogate(value[start]) ? 1 : 0;
        return Ellipsis + Of(value[start..]);
    }

    /// <summary>Returns the character at a position if it is visible, otherwise its code, such as <c>U+200B</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="at">The position in UTF-16 code units from 0; -1 for none, which returns an empty text.</param>
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
