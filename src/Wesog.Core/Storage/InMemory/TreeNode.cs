using Wesog.Images;

namespace Wesog.Storage.InMemory;

/// <summary>A node of an <see cref="ImageTree"/>.</summary>
/// <param name="heads">The ids of a leaf's images, or the first ids of a branch's children.</param>
/// <param name="count">The number of images below the node.</param>
internal abstract class TreeNode(KeyPrefixes heads, int count)
{
    // Wider nodes make look-ups faster and single writes slower, because a write copies a path of nodes.
    public const int MaxWidth = 32;

    /// <summary>The lowest id below the node.</summary>
    public string First => Heads.First;

    public int Count => count;

    /// <summary>The number of images of a leaf or children of a branch.</summary>
    public int Width => Heads.Length;

    protected KeyPrefixes Heads { get; } = heads;

    /// <summary>Returns the id at a position.</summary>
    public abstract string IdAt(int position);

    public abstract StoredImage? Find(string id);

    /// <summary>Returns the number of images with this id or a lower one.</summary>
    public abstract int RankAfter(string id);

    public abstract ReadOnlySpan<StoredImage> SegmentFrom(int rank);

    /// <summary>Returns some images that end before a rank, which is at least 1.</summary>
    public abstract ReadOnlySpan<StoredImage> SegmentBefore(int rank);

    /// <summary>Applies edits and appends the resulting nodes, none, one or several of the same height, to a list.</summary>
    /// <param name="edits">At least one, sorted.</param>
    /// <param name="nodes">The list. Its existing content is not changed, because all levels share one list.</param>
    public abstract void Apply(ReadOnlySpan<ImageWrite> edits, List<TreeNode> nodes);

    /// <summary>Returns the merge of this node and its right neighbour.</summary>
    public abstract TreeNode Join(TreeNode next);

    /// <summary>Returns the root of the tree below this node: a root never has a single child.</summary>
    public virtual TreeNode Trimmed() => this;
}
