using System.Runtime.InteropServices;

namespace Wesog.Storage.InMemory;

/// <summary>A run of neighbouring nodes of the same height.</summary>
internal sealed class TreeBranch<TKey, TValue> : TreeNode<TKey, TValue>
    where TValue : class
{
    private readonly TreeNode<TKey, TValue>[] _children;

    // The children's first keys, beside them so that a search need not look into each.
    private readonly TKey[] _keys;

    private TreeBranch(TreeNode<TKey, TValue>[] children, TKey[] keys, int count)
        : base(keys[0], count)
    {
        _children = children;
        _keys = keys;
    }

    public override int Width => _children.Length;

    /// <summary>Replaces the nodes of a list from a position on by as few branches as hold them.</summary>
    public static void Gather(List<TreeNode<TKey, TValue>> nodes, int from)
    {
        var children = CollectionsMarshal.AsSpan(nodes)[from..].ToArray();
        nodes.RemoveRange(from, children.Length);
        var branches = (children.Length + MaxWidth - 1) / MaxWidth;
        for (var branch = 0; branch < branches; branch++)
        {
            nodes.Add(Of(children[EvenShare.Of(children.Length, branches, branch)]));
        }
    }

    public override TValue? Find(TKey key, IComparer<TKey> order) => _children[ChildOf(key, order)].Find(key, order);

    public override ReadOnlySpan<Entry<TKey, TValue>> SegmentFrom(int rank)
    {
        var child = 0;
        while (rank >= _children[child].Count)
        {
            rank -= _children[child++].Count;
        }

        return _children[child].SegmentFrom(rank);
    }

    public override void Apply(
        ReadOnlySpan<Entry<TKey, TValue>> edits, IComparer<TKey> order, List<TreeNode<TKey, TValue>> nodes)
    {
        var start = nodes.Count;
        var child = ChildOf(edits[0].Key, order);
        var own = EditsBefore(child + 1, edits, order);
        _children[child].Apply(edits[..own], order, nodes);
        if (own == edits.Length && nodes.Count == start + 1 && KeepsItsPlace(nodes[start], _children[child]))
        {
            nodes[start] = WithChild(child, nodes[start]);
            return;
        }

        nodes.InsertRange(start, _children.AsSpan(0, child));
        JoinAt(start + child, start, nodes);
        ApplyFrom(child + 1, edits[own..], order, nodes, start);
        Gather(nodes, start);
    }

    public override TreeNode<TKey, TValue> Join(TreeNode<TKey, TValue> next) =>
        Of([.. _children, .. ((TreeBranch<TKey, TValue>)next)._children]);

    public override TreeNode<TKey, TValue> Trimmed() => _children.Length == 1 ? _children[0].Trimmed() : this;

    private static TreeBranch<TKey, TValue> Of(TreeNode<TKey, TValue>[] children)
    {
        var keys = new TKey[children.Length];
        var count = 0;
        for (var i = 0; i < children.Length; i++)
        {
            keys[i] = children[i].First;
            count += children[i].Count;
        }

        return new(children, keys, count);
    }

    // Where deletions have left little, neighbours become one; half a node's width, so that the next addition does not
    // part them again.
    private static void JoinAt(int position, int start, List<TreeNode<TKey, TValue>> nodes)
    {
        if (position > start && position < nodes.Count && nodes[position - 1].Width + nodes[position].Width <= MaxWidth / 2)
        {
            nodes[position - 1] = nodes[position - 1].Join(nodes[position]);
            nodes.RemoveAt(position);
        }
    }

    // Then its neighbours need not be looked at, nor even be fetched into the processor's cache.
    private static bool KeepsItsPlace(TreeNode<TKey, TValue> after, TreeNode<TKey, TValue> before) =>
        after.Width >= before.Width || after.Width > MaxWidth / 2;

    private TreeBranch<TKey, TValue> WithChild(int position, TreeNode<TKey, TValue> child)
    {
        var children = _children.AsSpan().ToArray();
        var keys = _keys.AsSpan().ToArray();
        children[position] = child;
        keys[position] = child.First;
        return new(children, keys, Count - _children[position].Count + child.Count);
    }

    private void ApplyFrom(
        int next, ReadOnlySpan<Entry<TKey, TValue>> edits, IComparer<TKey> order, List<TreeNode<TKey, TValue>> nodes, int start)
    {
        for (; next < _children.Length; next++)
        {
            var position = nodes.Count;
            var own = EditsBefore(next + 1, edits, order);
            if (own == 0)
            {
                nodes.Add(_children[next]);
            }
            else
            {
                _children[next].Apply(edits[..own], order, nodes);
                edits = edits[own..];
            }

            JoinAt(position, start, nodes);
        }
    }

    private int ChildOf(TKey key, IComparer<TKey> order)
    {
        var at = _keys.AsSpan().BinarySearch(key, order);
        return at >= 0 ? at : Math.Max(~at - 1, 0);
    }

    private int EditsBefore(int child, ReadOnlySpan<Entry<TKey, TValue>> edits, IComparer<TKey> order)
    {
        if (child == _children.Length)
        {
            return edits.Length;
        }

        var count = 0;
        while (count < edits.Length && order.Compare(edits[count].Key, _keys[child]) < 0)
        {
            count++;
        }

        return count;
    }
}
