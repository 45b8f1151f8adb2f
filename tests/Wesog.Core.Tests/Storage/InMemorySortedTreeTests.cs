using Wesog.Storage.InMemory;

namespace Wesog.Core.Tests.Storage;

public sealed class InMemorySortedTreeTests
{
    [Theory]
    [InlineData(1, 1, 40)]
    [InlineData(2, 200, 300)]
    [InlineData(3, 3_000, 2_000)]
    [InlineData(4, 50, 20_000)]
    public void After_any_edits_it_holds_what_a_plain_map_holds(int seed, int mostEdits, int keys)
    {
        var random = new Random(seed);
        var model = new SortedDictionary<int, string>();
        var tree = SortedTree<int, string>.Empty(Comparer<int>.Default);

        for (var round = 0; round < 120; round++)
        {
            // It grows, shrinks to nearly nothing, and grows again.
            var deletions = round % 60 < 30 ? 0.2 : 0.9;
            var edits = Enumerable.Range(0, random.Next(1, mostEdits + 1)).Select(_ => random.Next(keys)).Distinct()
                .Select(key => new Entry<int, string>(key, random.NextDouble() < deletions ? null : $"{key}/{round}")).ToArray();
            foreach (var (key, value) in edits)
            {
                _ = value is null ? model.Remove(key) : (model[key] = value) is null;
            }

            var before = tree;
            var contents = Contents(before);
            tree = tree.With(edits);

            Assert.Equal(model.Values, Contents(tree));
            Assert.Equal(model.Count, tree.Count);
            Assert.Equal(contents, Contents(before));
            AssertFindsAndRanks(model, tree, random.Next(keys));
        }
    }

    [Fact]
    public void Single_entries_added_in_order_and_taken_out_again_leave_it_empty()
    {
        var tree = SortedTree<int, string>.Empty(Comparer<int>.Default);
        for (var key = 0; key < 5_000; key++)
        {
            tree = tree.With(key, "x");
        }

        Assert.Equal(5_000, Contents(tree).Count);
        for (var key = 0; key < 5_000; key++)
        {
            tree = tree.With([new(key * 7 % 5_000, null)]);
            Assert.Equal(4_999 - key, tree.Count);
        }

        Assert.Empty(Contents(tree));
        Assert.Null(tree.Find(1));
    }

    [Fact]
    public void A_key_edited_twice_is_refused()
    {
        var tree = SortedTree<int, string>.Empty(Comparer<int>.Default);

        Assert.Throws<InvalidOperationException>(() => tree.With([new(2, "a"), new(1, "b"), new(2, null)]));
    }

    private static void AssertFindsAndRanks(SortedDictionary<int, string> model, SortedTree<int, string> tree, int key)
    {
        Assert.Equal(model.GetValueOrDefault(key), tree.Find(key));
        var rank = model.Keys.Count(other => other < key);
        Assert.Equal(model.Values.Skip(rank).FirstOrDefault(), tree.SegmentFrom(rank) is [var first, ..] ? first.Value : null);
    }

    private static List<string> Contents(SortedTree<int, string> tree)
    {
        var values = new List<string>();
        while (tree.SegmentFrom(values.Count) is { IsEmpty: false } segment)
        {
            foreach (var entry in segment)
            {
                values.Add(entry.Value!);
            }
        }

        return values;
    }
}
