namespace Wesog.Storage.InMemory;

/// <summary>
/// Orders texts by Unicode code point, which is also the order of their UTF-8 bytes. The ordinal order of .NET differs
/// from it where a surrogate meets a character from U+E000 on: a surrogate stands for a code point above all of those.
/// </summary>
internal sealed class CodePointComparer : IComparer<string>
{
    public static readonly CodePointComparer Instance = new();

    private CodePointComparer()
    {
    }

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

    /// <summary>Where a unit that differs puts a text, among those that agree with it so far.</summary>
    public static ushort Rank(char unit) => unit switch
    {
        < '\uD800' => unit,
        < '\uE000' => (ushort)(unit + 0x2000),
        _ => (ushort)(unit - 0x800),
    };
}
