using System.Runtime.InteropServices;
using Wesog.Images;

namespace Wesog.Storage.InMemory;

/// <summary>An inner node of an <see cref="ImageTree"/>: consecutive nodes of the same height.</summary>
internal sealed class TreeBranch : TreeNode
{
    private readonly TreeNode[] _children;

    private TreeBranch(KeyPrefixes heads, TreeNode[] children)
        : base(heads, children.Sum(child => child.Count)) => _children = children;

    private TreeBranch(KeyPrefixes heads, TreeNode[] children, int count)
        : base(heads, count) => _children = children;

    /// <summary>Replaces the nodes of a list from a position on by the fewest branches that can hold them.</summary>
    public static void Gather(List<TreeNode> nodes, int from)
    {
        var children = CollectionsMarshal.AsSpan(nodes)[from..].ToArray();
        nodes.RemoveRange(from, children.Length);
        var branches = (children.Length + MaxWidth - 1) / MaxWidth;
        for (var branch = 0; branch < branches; branch++)
        {
            nodes.Add(Of(children[EvenSplit.Of(children.Length, branches, branch)]));
        }
    }

    public override string IdAt(int position) => _children[position].First;

    public override StoredImage? Find(string id) => _children[ChildOf(id, 0)].Find(id);

    public override int RankAfter(string id)
    {
        var child = ChildOf(id, 0);
        var rank = _children[child].RankAfter(id);
        for (var before = 0; before < child; before++)
        {
            rank += _children[before].Count;
        }

        return rank;
    }

    public override ReadOnlySpan<StoredImage> SegmentFrom(int rank)
    {
        var child = 0;
        while (rank >= _children[child].Count)
        {
            rank -= _children[child++].Count;
        }

        return _children[child].SegmentFrom(rank);
    }

    public override ReadOnlySpan<StoredImage> SegmentBefore(int rank)
    {
        var child = 0;
        while (rank > _children[child].Count)
        {
            rank -= _children[child++].Count;
        }

        return _children[child].SegmentBefore(rank);
    }

    public override void Apply(ReadOnlySpan<ImageWrite> edits, List<TreeNode> nodes)
    {
        var start = nodes.Count;
        var children = _children.AsSpan().ToArray();
        var (done, count, inPlace) = (0, Count, true);
        while (!edits.IsEmpty)
        {
            var child = ChildOf(edits[0].Id, done);
            var own = EditsBefore(child + 1, edits);
            if (!inPlace)
            {
                nodes.AddRange(_children.AsSpan(done..child));
            }

            var position = nodes.Count;
            _children[child].Apply(edits[..own], nodes);
            if (inPlace && nodes.Count == position + 1 && TakesThePlace(nodes[position], _children[child]))
            {
                count += nodes[position].Count - _children[child].Count;
                children[child] = nodes[position];
                nodes.RemoveAt(position);
            }
            else if (inPlace)
            {
                inPlace = false;
                nodes.InsertRange(start, children.AsSpan(0, child));
            }

            edits = edits[own..];
            done = child + 1;
        }

        if (inPlace)
        {
            nodes.Add(new TreeBranch(Heads, children, count));
            return;
        }

        nodes.AddRange(_children.AsSpan(done));
        JoinFrom(start, nodes);
        Gather(nodes, start);
    }

    public override TreeNode Join(TreeNode next) => Of([.. _children, .. ((TreeBranch)next)._children]);

    public override TreeNode Trimmed() => _children.Length == 1 ? _children[0].Trimmed() : this;

    private static TreeBranch Of(TreeNode[] children) => new(KeyPrefixes.Of(Array.ConvertAll(children, child => child.First)), children);

    // If true, the heads do not change, and the neighbours need not be read.
    private static bool TakesThePlace(TreeNode after, TreeNode before) =>
        after.First == before.First && (after.Width >= before.Width || after.Width > MaxWidth / 2);

    // Merges neighbours that deletions have made small. The merged node has at most half the maximum width, so that the next addition
    // does not split it again.
    private static void JoinFrom(int start, List<TreeNode> nodes)
    {
        var last = start;
        for (var next = start + 1; next < nodes.Count; next++)
        {
            if (nodes[last].Width + nodes[next].Width <= MaxWidth / 2)
            {
                nodes[last] = nodes[last].Join(nodes[next]);
            }
            else
            {
                nodes[++last] = nodes[next];
            }
        }

        if (last + 1 < nodes.Count)
        {
            nodes.RemoveRange(last + 1, nodes.Count - last - 1);
        }
    }

    private int ChildOf(string id, int from)
    {
        var at = Heads.IndexOf(id, from, this);
        return at >= 0 ? at : Math.Max(~at - 1, 0);
    }

    private int EditsBefore(int child, ReadOnlySpan<ImageWrite> edits)
    {
        if (child == _children.Length)
        {
            return edits.Length;
        }

        var count = 1;
        while (count < edits.Length && Heads.IsBefore(edits[count].Id, child, this))
        {
            count++;
        }

        return count;
    }
}
