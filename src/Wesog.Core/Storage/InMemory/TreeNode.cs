using Wesog.Images;

namespace Wesog.Storage.InMemory;

/// <summary>A node of an <see cref="ImageTree"/>.</summary>
/// <param name="heads">The ids of a leaf's images, or the first ids of a branch's children.</param>
/// <param name="count">The images below it.</param>
internal abstract class TreeNode(KeyPrefixes heads, int count)
{
    // Wider nodes make lookups shorter and single writes dearer, since each copies a path of nodes.
    public const int MaxWidth = 32;

    /// <summary>The lowest id below it.</summary>
    public string First => Heads.First;

    public int Count => count;

    /// <summary>Images of a leaf, children of a branch.</summary>
    public int Width => Heads.Length;

    protected KeyPrefixes Heads { get; } = heads;

    /// <summary>Which id a head stands for.</summary>
    public abstract string IdAt(int position);

    public abstract StoredImage? Find(string id);

    public abstract ReadOnlySpan<StoredImage> SegmentFrom(int rank);

    /// <summary>Adds what becomes of this node to the end of a list: none, one or several nodes of the same height.</summary>
    /// <param name="edits">At least one, sorted.</param>
    /// <param name="nodes">What stands in it already is not touched: all levels work on one list.</param>
    public abstract void Apply(ReadOnlySpan<ImageWrite> edits, List<TreeNode> nodes);

    /// <summary>One node of what this one and its right neighbour hold.</summary>
    public abstract TreeNode Join(TreeNode next);

    /// <summary>The highest node below which everything still is: no root has a single child.</summary>
    public virtual TreeNode Trimmed() => this;
}
