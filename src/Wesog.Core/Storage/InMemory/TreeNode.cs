namespace Wesog.Storage.InMemory;

/// <summary>A node of a <see cref="SortedTree{TKey,TValue}"/>.</summary>
/// <param name="first">The lowest key below it.</param>
/// <param name="count">The entries below it.</param>
internal abstract class TreeNode<TKey, TValue>(TKey first, int count)
    where TValue : class
{
    // Wider nodes make lookups shorter and single writes dearer, since each copies a path of nodes.
    public const int MaxWidth = 32;

    public TKey First => first;

    public int Count => count;

    /// <summary>Entries of a leaf, children of a branch.</summary>
    public abstract int Width { get; }

    public abstract TValue? Find(TKey key, IComparer<TKey> order);

    public abstract ReadOnlySpan<Entry<TKey, TValue>> SegmentFrom(int rank);

    /// <summary>Adds what becomes of this node to the end of a list: none, one or several nodes of the same height.</summary>
    /// <param name="edits">At least one, sorted.</param>
    /// <param name="order">The order of keys.</param>
    /// <param name="nodes">What stands in it already is not touched: all levels work on one list.</param>
    public abstract void Apply(
        ReadOnlySpan<Entry<TKey, TValue>> edits, IComparer<TKey> order, List<TreeNode<TKey, TValue>> nodes);

    /// <summary>One node of what this one and its right neighbour hold.</summary>
    public abstract TreeNode<TKey, TValue> Join(TreeNode<TKey, TValue> next);

    /// <summary>The highest node below which everything still is: no root has a single child.</summary>
    public virtual TreeNode<TKey, TValue> Trimmed() => this;
}
