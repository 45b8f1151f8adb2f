namespace Wesog.Storage;

/// <summary>
/// Compares strings by Unicode code point, the order of images in every store. It is also the order of their UTF-8 bytes. The ordinal order of .NET differs: it
/// sorts surrogates, which encode higher code points, before the characters from U+E000 on.
/// </summary>
public sealed class CodePointComparer : IComparer<string>
{
    /// <summary>The comparer.</summary>
    public static CodePointComparer Instance { get; } = new();

    private CodePointComparer()
    {
    }

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (ReferenceEquals(x, y))
        {
            return 0;
        }

        ReadOnlySpan<char> left = x;
        ReadOnlySpan<char> right = y;
        var common = left.CommonPrefixLength(right);
        return common < left.Length && common < right.Length
            ? Rank(left[common]) - Rank(right[common])
            : left.Length - right.Length;
    }

    /// <summary>Returns the sort rank of a UTF-16 unit in code point order.</summary>
    internal static ushort Rank(char unit) => unit switch
    {
        < '\uD800' => unit,
        < '\uE000' => (ushort)(unit + 0x2000),
        _ => (ushort)(unit - 0x800),
    };
}
