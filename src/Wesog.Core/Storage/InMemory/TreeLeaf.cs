namespace Wesog.Storage.InMemory;

/// <summary>A run of neighbouring entries.</summary>
internal sealed class TreeLeaf<TKey, TValue>(Entry<TKey, TValue>[] entries)
    : TreeNode<TKey, TValue>(entries.Length == 0 ? default! : entries[0].Key, entries.Length)
    where TValue : class
{
    private readonly Entry<TKey, TValue>[] _entries = entries;

    public static TreeLeaf<TKey, TValue> Empty { get; } = new([]);

    public override int Width => _entries.Length;

    public override TValue? Find(TKey key, IComparer<TKey> order)
    {
        var at = IndexOf(key, order, 0);
        return at >= 0 ? _entries[at].Value : null;
    }

    public override ReadOnlySpan<Entry<TKey, TValue>> SegmentFrom(int rank) => _entries.AsSpan(rank);

    public override void Apply(
        ReadOnlySpan<Entry<TKey, TValue>> edits, IComparer<TKey> order, List<TreeNode<TKey, TValue>> nodes)
    {
        if (edits.Length == 1 && edits[0].Value is not null && IndexOf(edits[0].Key, order, 0) is >= 0 and var index)
        {
            // The commonest edit, a new value of one entry, needs no room to grow.
            var replaced = _entries.AsSpan().ToArray();
            replaced[index] = edits[0];
            nodes.Add(new TreeLeaf<TKey, TValue>(replaced));
            return;
        }

        var merged = new Entry<TKey, TValue>[_entries.Length + edits.Length];
        Split(merged, Merge(edits, order, merged), nodes);
    }

    public override TreeNode<TKey, TValue> Join(TreeNode<TKey, TValue> next) =>
        new TreeLeaf<TKey, TValue>([.. _entries, .. ((TreeLeaf<TKey, TValue>)next)._entries]);

    private int Merge(ReadOnlySpan<Entry<TKey, TValue>> edits, IComparer<TKey> order, Span<Entry<TKey, TValue>> merged)
    {
        var read = 0;
        var written = 0;
        foreach (var edit in edits)
        {
            var at = IndexOf(edit.Key, order, read);
            var kept = _entries.AsSpan(read..(at >= 0 ? at : ~at));
            kept.CopyTo(merged[written..]);
            written += kept.Length;
            read = at >= 0 ? at + 1 : ~at;
            if (edit.Value is not null)
            {
                merged[written++] = edit;
            }
        }

        var rest = _entries.AsSpan(read);
        rest.CopyTo(merged[written..]);
        return written + rest.Length;
    }

    private static void Split(Entry<TKey, TValue>[] merged, int length, List<TreeNode<TKey, TValue>> nodes)
    {
        var leaves = (length + MaxWidth - 1) / MaxWidth;
        if (leaves == 1 && length == merged.Length)
        {
            nodes.Add(new TreeLeaf<TKey, TValue>(merged));
            return;
        }

        for (var leaf = 0; leaf < leaves; leaf++)
        {
            var range = EvenShare.Of(length, leaves, leaf);
            nodes.Add(new TreeLeaf<TKey, TValue>(merged.AsSpan(range).ToArray()));
        }
    }

    private int IndexOf(TKey key, IComparer<TKey> order, int from)
    {
        var low = from;
        var high = _entries.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var comparison = order.Compare(_entries[middle].Key, key);
            if (comparison == 0)
            {
                return middle;
            }

            if (comparison < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }
}
