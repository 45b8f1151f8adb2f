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

    /// <summary>Returns some images from a rank on, at least one if there is one. Call again with the next rank to read more.</summary>
    public ReadOnlySpan<StoredImage> SegmentFrom(int rank) => rank < Count ? _root.SegmentFrom(rank) : [];

    /// <summary>Returns the tree with images added, replaced or removed.</summary>
    /// <param name="edits">In any order, each id once. They are sorted in place.</param>
    /// <exception cref="InvalidOperationException">An id occurs twice.</exception>
    public ImageTree With(params ImageWrite[] edits)
    {
        // Ids are often sorted already, and the check costs less than a sort.
        if (FirstOutOfOrder(edits) > 0)
        {
            Array.Sort(edits, (x, y) => CodePointComparer.Instance.Compare(x.Id, y.Id));
            if (FirstOutOfOrder(edits) is > 0 and var twice)
            {
                throw new InvalidOperationException($"\"{edits[twice].Id}\" is written twice in one transaction.");
            }
        }

        return edits is [] ? this : WithSorted(edits);
    }

    /// <returns>The position of the first id that is not above its predecessor; 0 if there is none.</returns>
    private static int FirstOutOfOrder(ReadOnlySpan<ImageWrite> edits)
    {
        for (var i = 1; i < edits.Length; i++)
        {
            if (CodePointComparer.Instance.Compare(edits[i - 1].Id, edits[i].Id) >= 0)
            {
                return i;
            }
        }

        return 0;
    }

    private ImageTree WithSorted(ReadOnlySpan<ImageWrite> edits)
    {
        var nodes = new List<TreeNode>();
        _root.Apply(edits, nodes);
        while (nodes.Count > 1)
        {
            TreeBranch.Gather(nodes, 0);
        }

        return nodes is [] ? Empty : new(nodes[0].Trimmed());
    }
}
