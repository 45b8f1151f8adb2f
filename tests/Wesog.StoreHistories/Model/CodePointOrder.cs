namespace Wesog.StoreHistories.Model;

/// <summary>By Unicode code point, as plainly as can be: rune by rune.</summary>
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
