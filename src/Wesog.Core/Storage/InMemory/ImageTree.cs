using Wesog.Images;

namespace Wesog.Storage.InMemory;

/// <summary>
/// An immutable map of images in the order of their ids, which can be reached by rank too. A change costs what it touches:
/// the paths to the edited images are copied, each node of them once, and all else is shared with the tree before.
/// </summary>
/// <remarks>
/// A B+ tree rather than the framework's immutable sets: those hold one entry a node, so a lookup meets twenty nodes
/// among a million entries where this one meets five, and they replace a value by removing and adding it.
/// </remarks>
internal sealed class ImageTree
{
    public static readonly ImageTree Empty = new(TreeLeaf.Empty);

    private readonly TreeNode _root;

    private ImageTree(TreeNode root) => _root = root;

    public int Count => _root.Count;

    public StoredImage? Find(string id) => _root.Find(id);

    /// <summary>Some images from a rank on, at least one where there is one: to read more, ask again from its end.</summary>
    public ReadOnlySpan<StoredImage> SegmentFrom(int rank) => rank < Count ? _root.SegmentFrom(rank) : [];

    /// <summary>The tree with images put in place or removed.</summary>
    /// <param name="edits">In any order, each id once. They are sorted in place.</param>
    /// <exception cref="InvalidOperationException">An id occurs twice.</exception>
    public ImageTree With(params ImageWrite[] edits)
    {
        // Ids often come in their order, and to see that costs less than to sort them.
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

    /// <returns>The position of the first id that is not above the one before it; 0 where there is none.</returns>
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
