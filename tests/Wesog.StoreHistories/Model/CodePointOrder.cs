namespace Wesog.StoreHistories.Model;

/// <summary>Compares texts by Unicode code point, rune by rune.</summary>
public sealed class CodePointOrder : IComparer<string>
{
    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        int[] left = [.. x!.EnumerateRunes().Select(rune => rune.Value)];
        int[] right = [.. y!.EnumerateRunes().Select(rune => rune.Value)];
        return left.AsSpan().SequenceCompareTo(right);
    }
}
