using Wesog.Images;

namespace Wesog.Storage.InMemory;

/// <summary>
/// An immutable map of images, sorted by id, with access by rank. A change copies the nodes on the paths to the edited images, each
/// once, and shares all others with the previous tree.
/// </summary>
/// <remarks>
/// A B+ tree instead of the framework's immutable sets. Those store one entry per node, so a look-up among a million entries reads
/// twenty nodes instead of five, and they replace a value by a removal and an addition.
/// </remarks>
internal sealed class ImageTree
{
    public static readonly ImageTree Empty = new(TreeLeaf.Empty);

    private readonly TreeNode _root;

    private ImageTree(TreeNode root) => _root = root;

    public int Count => _root.Count;

    public StoredImage? Find(string id) => _root.Find(id);

    /// <summary>Returns the rank of the first image whose id is greater than the given one.</summary>
    public int RankAfter(string id) => _root.RankAfter(id);

    /// <summary>Returns the rank of the first image whose id is the given one or greater.</summary>
    public int RankOf(string id) => RankAfter(id) - (Find(id) is null ? 0 : 1);

    /// <summary>Returns some images from a rank on, at least one if there is one. Call again with the next rank to read more.</summary>
    public ReadOnlySpan<StoredImage> SegmentFrom(int rank) => rank < Count ? _root.SegmentFrom(rank) : [];

    /// <summary>Returns some images that end before a rank, at least one if there is one. Call again with a lower rank to read more.</summary>
    public ReadOnlySpan<StoredImage> SegmentBefore(int rank) => rank > 0 ? _root.SegmentBefore(rank) : [];

    /// <summary>Returns the tree with images added, replaced or removed.</summary>
    /// <param name="edits">Sorted by id, each id once.</param>
    public ImageTree With(params ReadOnlySpan<ImageWrite> edits)
    {
        if (edits.IsEmpty)
        {
            return this;
        }

        var nodes = new List<TreeNode>();
        _root.Apply(edits, nodes);
        while (nodes.Count > 1)
        {
            TreeBranch.Gather(nodes, 0);
        }

        return nodes is [] ? Empty : new(nodes[0].Trimmed());
    }
}
