using System.Text;
using Wesog.Serialization;

namespace Wesog.Query.Folding;

/// <summary>
/// Folds text, so that texts which differ only in case, accents or compatibility forms become equal. Byte order of the result is code point
/// order.
/// </summary>
/// <remarks><c>docs/formulas.md</c>, section "Which texts are equal?".</remarks>
internal static class TextFolding
{
    private const byte FirstNonAscii = 0x80;
    private const int MaxRuneLength = 4;
    private const int FirstSyllable = 0xAC00;
    private const int SyllableCount = 11_172;
    private const int SyllablesPerLead = 588;
    private const int SyllablesPerVowel = 28;

    /// <summary>Appends the folded form of a text.</summary>
    /// <param name="utf8">The text, in valid UTF-8.</param>
    /// <param name="target">The target. The folded form begins at its end.</param>
    public static void Fold(ReadOnlySpan<byte> utf8, PooledBuffer<byte> target)
    {
        var start = target.Count;
        var hasMarks = false;
        while (!utf8.IsEmpty)
        {
            var ascii = utf8.IndexOfAnyInRange(FirstNonAscii, byte.MaxValue);
            ascii = ascii < 0 ? utf8.Length : ascii;
            Ascii.ToLower(utf8[..ascii], target.Reserve(ascii), out _);
            target.Advance(ascii);
            utf8 = utf8[ascii..];
            while (!utf8.IsEmpty && utf8[0] >= FirstNonAscii)
            {
                Rune.DecodeFromUtf8(utf8, out var rune, out var length);
                hasMarks |= AppendFolded(rune, target);
                utf8 = utf8[length..];
            }
        }

        if (hasMarks)
        {
            MarkOrdering.Sort(start, target);
        }
    }

    /// <summary>Returns the folded form of a text.</summary>
    public static byte[] Fold(string text)
    {
        using var folded = new PooledBuffer<byte>();
        Fold(Encoding.UTF8.GetBytes(text), folded);
        return folded.Written.ToArray();
    }

    /// <summary>Whether the rune is a Hangul syllable, whose folded form is not in the table.</summary>
    public static bool IsSyllable(Rune rune) => (uint)(rune.Value - FirstSyllable) < SyllableCount;

    /// <summary>Appends the letters of a Hangul syllable. Their decomposition is arithmetic: Unicode Standard, section 3.12.</summary>
    public static void AppendSyllable(Rune syllable, PooledBuffer<byte> target)
    {
        var index = syllable.Value - FirstSyllable;
        AppendRune(0x1100 + (index / SyllablesPerLead), target);
        AppendRune(0x1161 + (index % SyllablesPerLead / SyllablesPerVowel), target);
        if (index % SyllablesPerVowel is var tail and > 0)
        {
            AppendRune(0x11A7 + tail, target);
        }
    }

    /// <returns>Whether a mark was appended that can stand in the wrong order.</returns>
    private static bool AppendFolded(Rune rune, PooledBuffer<byte> target)
    {
        if (IsSyllable(rune))
        {
            AppendSyllable(rune, target);
            return false;
        }

        var table = FoldTable.Instance;
        var entry = table[rune];
        if (entry.HasForm)
        {
            target.Append(table.FormOf(entry));
        }
        else
        {
            AppendRune(rune.Value, target);
        }

        return entry.MarkOrder > 0;
    }

    private static void AppendRune(int value, PooledBuffer<byte> target) =>
        target.Advance(new Rune(value).EncodeToUtf8(target.Reserve(MaxRuneLength)));
}
