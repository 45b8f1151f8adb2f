namespace Wesog.Storage.InMemory;

/// <summary>
/// An immutable sorted map whose entries can be reached by rank too. A change costs what it touches: the paths to the
/// edited entries are copied, each node of them once, and all else is shared with the tree before.
/// </summary>
/// <remarks>
/// A B+ tree rather than the framework's immutable sets: those hold one entry a node, so a lookup meets twenty nodes
/// among a million entries where this one meets five, and they replace a value by removing and adding it.
/// </remarks>
internal sealed class SortedTree<TKey, TValue>
    where TValue : class
{
    private readonly TreeNode<TKey, TValue> _root;
    private readonly IComparer<TKey> _order;

    private SortedTree(TreeNode<TKey, TValue> root, IComparer<TKey> order)
    {
        _root = root;
        _order = order;
    }

    public int Count => _root.Count;

    public static SortedTree<TKey, TValue> Empty(IComparer<TKey> order) => new(TreeLeaf<TKey, TValue>.Empty, order);

    public TValue? Find(TKey key) => _root.Find(key, _order);

    /// <summary>Some entries from a rank on, at least one where there is one: to read more, ask again from its end.</summary>
    public ReadOnlySpan<Entry<TKey, TValue>> SegmentFrom(int rank) => rank < Count ? _root.SegmentFrom(rank) : [];

    public SortedTree<TKey, TValue> With(TKey key, TValue value) => WithSorted([new(key, value)]);

    /// <summary>The tree with the edits made.</summary>
    /// <param name="edits">In any order, each key once. They are sorted in place.</param>
    /// <exception cref="InvalidOperationException">A key occurs twice.</exception>
    public SortedTree<TKey, TValue> With(Entry<TKey, TValue>[] edits)
    {
        // Ids often come in their order, and to see that costs less than to sort them.
        if (FirstOutOfOrder(edits) > 0)
        {
            Array.Sort(edits, (x, y) => _order.Compare(x.Key, y.Key));
            if (FirstOutOfOrder(edits) is > 0 and var twice)
            {
                throw new InvalidOperationException($"\"{edits[twice].Key}\" is written twice in one transaction.");
            }
        }

        return WithSorted(edits);
    }

    /// <returns>The position of the first key that is not above the one before it; 0 where there is none.</returns>
    private int FirstOutOfOrder(ReadOnlySpan<Entry<TKey, TValue>> edits)
    {
        for (var i = 1; i < edits.Length; i++)
        {
            if (_order.Compare(edits[i - 1].Key, edits[i].Key) >= 0)
            {
                return i;
            }
        }

        return 0;
    }

    private SortedTree<TKey, TValue> WithSorted(ReadOnlySpan<Entry<TKey, TValue>> edits)
    {
        if (edits.IsEmpty)
        {
            return this;
        }

        var nodes = new List<TreeNode<TKey, TValue>>();
        _root.Apply(edits, _order, nodes);
        while (nodes.Count > 1)
        {
            TreeBranch<TKey, TValue>.Gather(nodes, 0);
        }

        return new(nodes.Count == 0 ? TreeLeaf<TKey, TValue>.Empty : nodes[0].Trimmed(), _order);
    }
}
