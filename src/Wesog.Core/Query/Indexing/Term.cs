using Wesog.Images;

namespace Wesog.Query.Indexing;

/// <summary>
/// The form of terms: a letter that tells the kind, and what follows. Of a word its beginning, of a value a hash, of a date its year. Images that an index finds
/// without need, such as those of another value with the same hash, are tested and left out.
/// </summary>
internal static class Term
{
    /// <summary>The kind of a word.</summary>
    public const byte WordKind = (byte)'w';

    /// <summary>The kind of a year.</summary>
    public const byte YearKind = (byte)'d';

    /// <summary>The number of digits of a year.</summary>
    public const int YearLength = 4;

    /// <summary>The length of the term of a value.</summary>
    public const int ValueLength = 9;

    /// <summary>The largest number of bytes of a word that count.</summary>
    public const int MaxWordBytes = 32;

    private const byte ValueKind = (byte)'v';

    /// <summary>The only term of an image that has too many, or whose terms are not known.</summary>
    public static ReadOnlySpan<byte> Unknown => "x"u8;

    private static ReadOnlySpan<byte> Digits => "abcdefghijklmnopqrstuvwxyz234567"u8;

    /// <summary>Returns the beginning of a word that is a part of its term.</summary>
    public static ReadOnlySpan<byte> Shorten(ReadOnlySpan<byte> word)
    {
        if (word.Length <= MaxWordBytes)
        {
            return word;
        }

        // Not within a character.
        var end = MaxWordBytes;
        while ((word[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return word[..end];
    }

    /// <summary>Writes the term of a member's folded value.</summary>
    /// <param name="member">The member.</param>
    /// <param name="folded">The value.</param>
    /// <param name="target">The target, of at least <see cref="ValueLength"/> bytes.</param>
    public static void WriteValue(ImageMember member, ReadOnlySpan<byte> folded, Span<byte> target)
    {
        // FNV-1a, of 64 bits. A hash of the runtime is seeded per process, and an index outlives it.
        var hash = Add(Add(0xCBF29CE484222325, member.Label), folded);
        hash ^= hash >> 40;
        target[0] = ValueKind;
        for (var i = 1; i < ValueLength; i++)
        {
            target[i] = Digits[(int)(hash & 31)];
            hash >>= 5;
        }
    }

    private static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * 0x100000001B3;
        }

        return hash;
    }
}
