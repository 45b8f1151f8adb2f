namespace Wesog.Storage.InMemory;

/// <summary>
/// What tells the ids of a node apart: how they all begin, and of each its head, the next four UTF-16 units as a number. Heads
/// lie side by side, so that a search needs hardly any id itself, each of which would have to be fetched from far away.
/// </summary>
internal readonly struct KeyPrefixes
{
    private const int Units = 4;
    private const int UnitBits = 16;

    private readonly ulong[] _heads;
    private readonly int _shared;

    private KeyPrefixes(string first, int shared, ulong[] heads)
    {
        First = first;
        _shared = shared;
        _heads = heads;
    }

    public static KeyPrefixes None { get; } = new("", 0, []);

    /// <summary>The lowest id.</summary>
    public string First { get; }

    public int Length => _heads.Length;

    /// <summary>The heads of ids in their order.</summary>
    public static KeyPrefixes Of(ReadOnlySpan<string> ids)
    {
        var shared = ids[0].AsSpan().CommonPrefixLength(ids[^1]);
        var heads = new ulong[ids.Length];
        for (var i = 0; i < heads.Length; i++)
        {
            heads[i] = Head(ids[i], shared);
        }

        return new(ids[0], shared, heads);
    }

    /// <summary>Where an id is from a position on, or the complement of where it would be.</summary>
    /// <param name="id">What to look for.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="node">Who knows the ids.</param>
    public int IndexOf(string id, int from, TreeNode node)
    {
        if (Side(id) is not 0 and var side)
        {
            return ~(side < 0 ? from : _heads.Length);
        }

        var head = Head(id, _shared);
        var (low, high) = (from, _heads.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var comparison = _heads[middle].CompareTo(head);
            if (comparison == 0)
            {
                comparison = CodePointComparer.Instance.Compare(node.IdAt(middle), id);
            }

            switch (comparison)
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return ~low;
    }

    /// <summary>Whether an id comes before the one at a position.</summary>
    public bool IsBefore(string id, int position, TreeNode node)
    {
        if (Side(id) is not 0 and var side)
        {
            return side < 0;
        }

        var comparison = Head(id, _shared).CompareTo(_heads[position]);
        return comparison < 0 || (comparison == 0 && CodePointComparer.Instance.Compare(id, node.IdAt(position)) < 0);
    }

    /// <summary>An id's head beside these, where it begins as they all do.</summary>
    public bool TryHead(string id, out ulong head)
    {
        head = Head(id, _shared);
        return Side(id) == 0;
    }

    public void CopyTo(Span<ulong> heads, Range range) => _heads.AsSpan(range).CopyTo(heads);

    /// <summary>Others that begin alike, from heads beside these. False where that much of them is the same that few might tell them apart.</summary>
    public bool TryContinue(string first, ulong[] heads, out KeyPrefixes others)
    {
        others = new(first, _shared, heads);
        return (heads[0] ^ heads[^1]) >> (UnitBits * (Units - 1)) != 0;
    }

    // Below zero where an id comes before all ids, above zero where it comes after them, zero where it begins as all do.
    private int Side(string id) =>
        _shared == 0 || id.AsSpan().StartsWith(First.AsSpan(0, _shared)) ? 0 : CodePointComparer.Instance.Compare(id, First);

    private static ulong Head(string id, int shared)
    {
        var head = 0UL;
        for (var i = shared; i < shared + Units; i++)
        {
            head = (head << UnitBits) | (i < id.Length ? CodePointComparer.Rank(id[i]) : 0UL);
        }

        return head;
    }
}
