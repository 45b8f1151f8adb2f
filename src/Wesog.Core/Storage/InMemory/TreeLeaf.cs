using Wesog.Images;

namespace Wesog.Storage.InMemory;

/// <summary>A leaf of an <see cref="ImageTree"/>: consecutive images.</summary>
internal sealed class TreeLeaf : TreeNode
{
    private readonly StoredImage[] _images;

    private TreeLeaf(KeyPrefixes heads, StoredImage[] images)
        : base(heads, images.Length) => _images = images;

    public static TreeLeaf Empty { get; } = new(KeyPrefixes.None, []);

    public override string IdAt(int position) => _images[position].Id;

    public override StoredImage? Find(string id) => IndexOf(id, 0) is >= 0 and var at ? _images[at] : null;

    public override int RankAfter(string id) => IndexOf(id, 0) is >= 0 and var at ? at + 1 : ~IndexOf(id, 0);

    public override ReadOnlySpan<StoredImage> SegmentFrom(int rank) => _images.AsSpan(rank);

    public override ReadOnlySpan<StoredImage> SegmentBefore(int rank) => _images.AsSpan(0, rank);

    public override void Apply(ReadOnlySpan<ImageWrite> edits, List<TreeNode> nodes)
    {
        if (edits is [{ Id: var id, Image: { } image }] && IndexOf(id, 0) is >= 0 and var index)
        {
            // The most frequent edit replaces one image and does not change the size.
            var replaced = _images.AsSpan().ToArray();
            replaced[index] = image;
            nodes.Add(new TreeLeaf(Heads, replaced));
            return;
        }

        var length = _images.Length + edits.Length;
        Merge(edits, new StoredImage[length], new ulong[length], nodes);
    }

    public override TreeNode Join(TreeNode next) => Of([.. _images, .. ((TreeLeaf)next)._images]);

    private static TreeLeaf Of(StoredImage[] images) => new(KeyPrefixes.Of(Array.ConvertAll(images, image => image.Id)), images);

    private int IndexOf(string id, int from) => Heads.IndexOf(id, from, this);

    private void Merge(ReadOnlySpan<ImageWrite> edits, StoredImage[] images, ulong[] heads, List<TreeNode> nodes)
    {
        var (read, written) = (0, 0);
        var alike = _images.Length > 0;
        foreach (var (id, image) in edits)
        {
            var at = IndexOf(id, read);
            Keep(at >= 0 ? at : ~at);
            read += at >= 0 ? 1 : 0;
            if (image is not null)
            {
                alike &= Heads.TryHead(id, out heads[written]);
                images[written++] = image;
            }
        }

        Keep(_images.Length);
        var behind = IndexOf(edits[0].Id, 0) == ~_images.Length;
        var leaves = (written + MaxWidth - 1) / MaxWidth;
        for (var leaf = 0; leaf < leaves; leaf++)
        {
            // Images that are appended at the end, as increasing ids are, usually continue, so the leaves before them are filled.
            var range = behind ? (leaf * MaxWidth)..Math.Min((leaf + 1) * MaxWidth, written) : EvenSplit.Of(written, leaves, leaf);
            var part = Part(images, range);
            nodes.Add(alike && Heads.TryContinue(part[0].Id, Part(heads, range), out var continued) ? new TreeLeaf(continued, part) : Of(part));
        }

        void Keep(int end)
        {
            _images.AsSpan(read..end).CopyTo(images.AsSpan(written));
            Heads.CopyTo(heads.AsSpan(written), read..end);
            written += end - read;
            read = end;
        }
    }

    // Does not copy the whole array.
    private static T[] Part<T>(T[] all, Range range) => range.Equals(0..all.Length) ? all : all[range];
}
