using System.Buffers;
using System.Globalization;
using System.Text;

namespace Wesog.AspNetCore.Problems;

/// <summary>Makes what a client sent fit to be shown: short, and without what would move or hide text around it.</summary>
internal static class SafeDisplayText
{
    private const int MaxLength = 80;
    private const char Ellipsis = '…';

    public static string Of(string value)
    {
        var shown = new StringBuilder();
        var rest = value.AsSpan();
        while (!rest.IsEmpty)
        {
            if (shown.Length >= MaxLength)
            {
                return shown.Append(Ellipsis).ToString();
            }

            var isText = Rune.DecodeFromUtf16(rest, out var rune, out var consumed) == OperationStatus.Done && IsVisible(rune);
            shown.Append(isText ? rune.ToString() : Rune.ReplacementChar.ToString());
            rest = rest[consumed..];
        }

        return shown.ToString();
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
