using System.Numerics;
using System.Text;

namespace Wesog.Query.Folding;

/// <summary>
/// Writes the words of a text, folded, each between separators: <c>|white|boat|</c>. A search for words is then a search for bytes.
/// </summary>
/// <remarks><c>docs/formulas.md</c>, section "What is a word?". Several separators in a row mean the same as one.</remarks>
internal static class WordText
{
    /// <summary>Separates words. No text contains it.</summary>
    public const byte Separator = 0;

    /// <summary>Separates texts. No folded text has it in a word.</summary>
    public const byte TextEnd = 1;

    /// <summary>Appends the words of a text.</summary>
    /// <param name="utf8">The text, in valid UTF-8.</param>
    /// <param name="folded">A buffer for the folded text.</param>
    /// <param name="target">The target.</param>
    public static void Write(ReadOnlySpan<byte> utf8, ref ByteBuffer folded, ref ByteBuffer target)
    {
        target.Append(Separator);
        if (Ascii.IsValid(utf8))
        {
            WriteAscii(utf8, target.Reserve(utf8.Length));
            target.Advance(utf8.Length);
        }
        else
        {
            folded.Clear();
            TextFolding.Fold(utf8, ref folded);
            WriteFolded(folded.Written, ref target);
        }

        target.Append(Separator);
    }

    /// <summary>Returns the words of a text, in their order.</summary>
    public static IReadOnlyList<byte[]> Split(string text)
    {
        var (folded, words) = (default(ByteBuffer), default(ByteBuffer));
        Write(Encoding.UTF8.GetBytes(text), ref folded, ref words);
        var result = new List<byte[]>();
        var rest = words.Written;
        foreach (var range in rest.Split(Separator))
        {
            if (!rest[range].IsEmpty)
            {
                result.Add(rest[range].ToArray());
            }
        }

        folded.Dispose();
        words.Dispose();
        return result;
    }

    // Letters become lower-case, digits stay, all else separates.
    private static void WriteAscii(ReadOnlySpan<byte> ascii, Span<byte> target)
    {
        var at = 0;
        for (; at + Vector<byte>.Count <= ascii.Length; at += Vector<byte>.Count)
        {
            var bytes = new Vector<byte>(ascii[at..]);
            var lower = bytes | new Vector<byte>(0x20);
            var isLetter = Vector.LessThanOrEqual(lower - new Vector<byte>((byte)'a'), new Vector<byte>(25));
            var isDigit = Vector.LessThanOrEqual(bytes - new Vector<byte>((byte)'0'), new Vector<byte>(9));
            ((lower & isLetter) | (bytes & isDigit)).CopyTo(target[at..]);
        }

        for (; at < ascii.Length; at++)
        {
            var lower = (byte)(ascii[at] | 0x20);
            target[at] = char.IsAsciiLetterLower((char)lower) ? lower : char.IsAsciiDigit((char)ascii[at]) ? ascii[at] : Separator;
        }
    }

    private static void WriteFolded(ReadOnlySpan<byte> folded, ref ByteBuffer target)
    {
        var table = FoldTable.Instance;
        var isAfterIdeograph = false;
        while (!folded.IsEmpty)
        {
            Rune.DecodeFromUtf8(folded, out var rune, out var length);
            var kind = rune.IsAscii ? ClassOfAscii((char)rune.Value) : table[rune].Class;
            if (kind is CharacterClass.Separator or CharacterClass.Ideograph || (kind == CharacterClass.Letter && isAfterIdeograph))
            {
                target.Append(Separator);
            }

            if (kind is not (CharacterClass.Separator or CharacterClass.Joiner))
            {
                target.Append(folded[..length]);
            }

            // A mark and a joiner do not end the word of an ideograph.
            isAfterIdeograph = kind switch
            {
                CharacterClass.Ideograph => true,
                CharacterClass.Mark or CharacterClass.Joiner => isAfterIdeograph,
                _ => false,
            };
            folded = folded[length..];
        }
    }

    private static CharacterClass ClassOfAscii(char character) =>
        char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) ? CharacterClass.Letter : CharacterClass.Separator;
}
