using System.Runtime.Intrinsics;
using System.Text;
using Wesog.Serialization;

namespace Wesog.Query.Folding;

/// <summary>
/// Writes the words of a text, folded, each between separators, and the end of the text: <c>|white|boat|.</c> A search for words is then a search for bytes.
/// </summary>
/// <remarks><c>docs/formulas.md</c>, section "What is a word?". Several separators in a row mean the same as one.</remarks>
internal static class WordText
{
    /// <summary>Separates words. No text contains it.</summary>
    public const byte Separator = 0;

    /// <summary>Ends a text. It is no part of a word.</summary>
    public const byte TextEnd = 1;

    private const byte FirstNonAscii = 0x80;

    // Of each ASCII character the lower-case letter, the digit or the separator.
    private static readonly byte[] AsciiWords = [.. Enumerable.Range(0, FirstNonAscii).Select(code => WordByte((char)code))];

    /// <summary>Appends the words of a text.</summary>
    /// <param name="utf8">The text, in valid UTF-8.</param>
    /// <param name="folded">A buffer for the folded text.</param>
    /// <param name="target">The target.</param>
    public static void Write(ReadOnlySpan<byte> utf8, PooledBuffer<byte> folded, PooledBuffer<byte> target)
    {
        // Nearly all short texts are ASCII: write them in one piece.
        var words = target.Reserve(utf8.Length + 3);
        words[0] = Separator;
        if (WriteAscii(utf8, words[1..]) == utf8.Length)
        {
            words[utf8.Length + 1] = Separator;
            words[utf8.Length + 2] = TextEnd;
            target.Advance(utf8.Length + 3);
            return;
        }

        target.Advance(1);
        var start = target.Count;
        var isAfterIdeograph = false;
        if (!TryWrite(utf8, target, ref isAfterIdeograph, stopsAtMarks: true))
        {
            // Marks must be sorted first, which needs the whole folded text.
            target.Truncate(start);
            folded.Truncate(0);
            TextFolding.Fold(utf8, folded);
            isAfterIdeograph = false;
            TryWrite(folded.Written, target, ref isAfterIdeograph, stopsAtMarks: false);
        }

        target.Append(Separator);
        target.Append(TextEnd);
    }

    /// <summary>Returns the words of a text, in their order.</summary>
    public static IReadOnlyList<byte[]> Split(string text)
    {
        using var folded = new PooledBuffer<byte>();
        using var words = new PooledBuffer<byte>();
        Write(Encoding.UTF8.GetBytes(text), folded, words);
        var result = new List<byte[]>();
        var rest = words.Written[..^1];
        foreach (var range in rest.Split(Separator))
        {
            if (!rest[range].IsEmpty)
            {
                result.Add(rest[range].ToArray());
            }
        }

        return result;
    }

    // Folds and divides in one pass. Returns false at a mark that could stand in the wrong order, if it stops there.
    private static bool TryWrite(ReadOnlySpan<byte> utf8, PooledBuffer<byte> target, ref bool isAfterIdeograph, bool stopsAtMarks)
    {
        while (!utf8.IsEmpty)
        {
            if (utf8[0] < FirstNonAscii)
            {
                if (isAfterIdeograph)
                {
                    target.Append(Separator);
                    isAfterIdeograph = false;
                }

                var count = WriteAscii(utf8, target.Reserve(utf8.Length));
                target.Advance(count);
                utf8 = utf8[count..];
                continue;
            }

            Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            var table = FoldTable.Instance;
            var entry = table[rune];
            if (entry.MarkOrder > 0 && stopsAtMarks)
            {
                return false;
            }

            if (entry.HasForm)
            {
                TryWrite(table.FormOf(entry), target, ref isAfterIdeograph, stopsAtMarks: false);
            }
            else
            {
                Write(rune, utf8[..length], entry.Class, target, ref isAfterIdeograph);
            }

            utf8 = utf8[length..];
        }

        return true;
    }

    private static void Write(Rune rune, ReadOnlySpan<byte> utf8, CharacterClass kind, PooledBuffer<byte> target, ref bool isAfterIdeograph)
    {
        if (kind is CharacterClass.Separator or CharacterClass.Ideograph || (kind == CharacterClass.Letter && isAfterIdeograph))
        {
            target.Append(Separator);
        }

        if (TextFolding.IsSyllable(rune))
        {
            TextFolding.AppendSyllable(rune, target);
        }
        else if (kind is not (CharacterClass.Separator or CharacterClass.Joiner))
        {
            target.Append(utf8);
        }

        // A mark and a joiner do not end the word of an ideograph.
        isAfterIdeograph = kind switch
        {
            CharacterClass.Ideograph => true,
            CharacterClass.Mark or CharacterClass.Joiner => isAfterIdeograph,
            _ => false,
        };
    }

    // Letters become lower-case, digits stay, all else separates. Returns the number of ASCII characters.
    private static int WriteAscii(ReadOnlySpan<byte> utf8, Span<byte> words)
    {
        var at = 0;
        for (; at + Vector128<byte>.Count <= utf8.Length && WriteVector(utf8[at..], words[at..]); at += Vector128<byte>.Count)
        {
        }

        // The last vector can overlap the one before.
        var last = utf8.Length - Vector128<byte>.Count;
        if (last >= 0 && at > last && WriteVector(utf8[last..], words[last..]))
        {
            at = utf8.Length;
        }

        for (; at < utf8.Length && utf8[at] < FirstNonAscii; at++)
        {
            words[at] = AsciiWords[utf8[at]];
        }

        return at;
    }

    /// <returns>Whether all characters of the vector are ASCII; otherwise nothing was written.</returns>
    private static bool WriteVector(ReadOnlySpan<byte> utf8, Span<byte> words)
    {
        var bytes = Vector128.Create(utf8);
        if (bytes.ExtractMostSignificantBits() != 0)
        {
            return false;
        }

        var lower = bytes | Vector128.Create((byte)0x20);
        var isLetter = Vector128.LessThanOrEqual(lower - Vector128.Create((byte)'a'), Vector128.Create((byte)25));
        var isDigit = Vector128.LessThanOrEqual(bytes - Vector128.Create((byte)'0'), Vector128.Create((byte)9));
        ((lower & isLetter) | (bytes & isDigit)).CopyTo(words);
        return true;
    }

    private static byte WordByte(char character) =>
        char.IsAsciiLetter(character) ? (byte)(character | 0x20) : char.IsAsciiDigit(character) ? (byte)character : Separator;
}
