using System.Globalization;
using Wesog.Images;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Storage;

public sealed class InMemoryImageTreeTests
{
    // Ids that differ at the start, after a long common prefix, or at the end, and ids that hardly differ.
    private static readonly Func<int, string>[] Ids =
    [
        key => $"{key * 7919 % 100_003:X}",
        key => $"urn:newsml:agency.example:{key:D8}",
        key => new string('a', (key % 300) + 1) + (key / 300),
        key => $"{(char)('a' + (key % 3))}-common-to-many-{key}",
        key => "\0\0a"[..(key % 4)] + char.ConvertFromUtf32(0xD700 + (key % 128 * 0x10) is >= 0xD800 and < 0xE000 ? 0x10000 + key : 0xE000 + key),
    ];

    public static TheoryData<int, int, int, int> Cases()
    {
        var cases = new TheoryData<int, int, int, int>();
        for (var ids = 0; ids < Ids.Length; ids++)
        {
            cases.Add(ids, 1, 1, 40);
            cases.Add(ids, 2, 200, 300);
            cases.Add(ids, 3, 3_000, 2_000);
            cases.Add(ids, 4, 50, 20_000);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Random_edits_match_a_dictionary(int ids, int seed, int maxEdits, int keys)
    {
        var random = new Random(seed);
        var model = new SortedDictionary<string, StoredImage>(CodePointComparer.Instance);
        var tree = ImageTree.Empty;

        for (var round = 0; round < 120; round++)
        {
            // The tree grows, shrinks to a few images, and grows again.
            var deletions = round % 60 < 30 ? 0.2 : 0.9;
            var edits = Enumerable.Range(0, random.Next(1, maxEdits + 1)).Select(_ => Ids[ids](random.Next(keys))).Distinct()
                .Select(id => new ImageWrite(id, random.NextDouble() < deletions ? null : SampleImages.Image(id))).ToArray();
            foreach (var (id, image) in edits)
            {
                _ = image is null ? model.Remove(id) : (model[id] = image) is null;
            }

            var before = tree;
            var contents = Contents(before);
            tree = tree.With(new CommitPlan(edits, []).SortWrites());

            Assert.Equal(model.Values, Contents(tree));
            Assert.Equal(model.Count, tree.Count);
            Assert.Equal(contents, Contents(before));
            AssertFinds(model, tree, Ids[ids](random.Next(keys)));
            AssertFinds(model, tree, edits[0].Id);
        }
    }

    [Fact]
    public void A_tree_is_empty_after_its_images_are_removed_one_by_one()
    {
        var ids = Enumerable.Range(0, 5_000).Select(key => key.ToString("D8", CultureInfo.InvariantCulture)).ToArray();
        var tree = ids.Aggregate(ImageTree.Empty, (tree, id) => tree.With(new ImageWrite(id, SampleImages.Image(id))));

        Assert.Equal(ids, Contents(tree).Select(image => image.Id));
        for (var key = 0; key < ids.Length; key++)
        {
            tree = tree.With(new ImageWrite(ids[key * 7 % ids.Length], null));
            Assert.Equal(ids.Length - 1 - key, tree.Count);
        }

        Assert.Empty(Contents(tree));
        Assert.Null(tree.Find(ids[1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public void Images_that_are_added_in_order_fill_their_segments(int batch)
    {
        var ids = Enumerable.Range(0, 5_000).Select(key => key.ToString("D8", CultureInfo.InvariantCulture));
        var tree = ids.Chunk(batch).Aggregate(
            ImageTree.Empty, (tree, ids) => tree.With([.. ids.Select(id => new ImageWrite(id, SampleImages.Image(id)))]));

        Assert.All(Enumerable.Range(0, 5_000 / TreeNode.MaxWidth), run => Assert.Equal(TreeNode.MaxWidth, tree.SegmentFrom(run * TreeNode.MaxWidth).Length));
    }

    private static void AssertFinds(SortedDictionary<string, StoredImage> model, ImageTree tree, string id)
    {
        Assert.Equal(model.GetValueOrDefault(id), tree.Find(id));
        var rank = model.Keys.Count(other => CodePointComparer.Instance.Compare(other, id) < 0);
        Assert.Equal(model.Values.Skip(rank).FirstOrDefault(), tree.SegmentFrom(rank) is [var first, ..] ? first : null);
    }

    private static List<StoredImage> Contents(ImageTree tree)
    {
        var images = new List<StoredImage>();
        while (tree.SegmentFrom(images.Count) is { IsEmpty: false } segment)
        {
            images.AddRange(segment);
        }

        return images;
    }
}
