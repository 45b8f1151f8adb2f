namespace Wesog.Storage.InMemory;

/// <summary>Orders operations' numbers as lists show them.</summary>
internal sealed class NewestFirst : IComparer<long>
{
    public static readonly NewestFirst Instance = new();

    private NewestFirst()
    {
    }

    public int Compare(long x, long y) => y.CompareTo(x);
}
