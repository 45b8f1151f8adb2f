namespace Wesog.Storage.InMemory;

/// <summary>
/// The prefixes of a node's sorted ids: the common prefix, and for each id its head, the next four UTF-16 units as a number. Heads
/// are contiguous in memory, so a search rarely reads an id, which would usually be a cache miss.
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

    /// <summary>Creates the prefixes of sorted ids.</summary>
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

    /// <summary>Returns the index of an id, or the bitwise complement of its insertion index.</summary>
    /// <param name="id">The id to find.</param>
    /// <param name="from">The first index to search.</param>
    /// <param name="node">The node with the ids.</param>
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

    /// <summary>Returns whether an id sorts before the id at a position.</summary>
    public bool IsBefore(string id, int position, TreeNode node)
    {
        if (Side(id) is not 0 and var side)
        {
            return side < 0;
        }

        var comparison = Head(id, _shared).CompareTo(_heads[position]);
        return comparison < 0 || (comparison == 0 && CodePointComparer.Instance.Compare(id, node.IdAt(position)) < 0);
    }

    /// <summary>Computes an id's head. Returns false if the id does not have the common prefix.</summary>
    public bool TryHead(string id, out ulong head)
    {
        head = Head(id, _shared);
        return Side(id) == 0;
    }

    public void CopyTo(Span<ulong> heads, Range range) => _heads.AsSpan(range).CopyTo(heads);

    /// <summary>Creates prefixes with the same common prefix from existing heads. Returns false if the heads share so much that they would distinguish few ids.</summary>
    public bool TryContinue(string first, ulong[] heads, out KeyPrefixes others)
    {
        others = new(first, _shared, heads);
        return (heads[0] ^ heads[^1]) >> (UnitBits * (Units - 1)) != 0;
    }

    // Negative if an id sorts before all ids, positive if after all of them, zero if it has the common prefix.
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
