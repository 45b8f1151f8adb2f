using System.Text;
using Wesog.Catalog;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

// Pages of images are ordered by code point and read from one snapshot.
public abstract partial class StoreConformance<THarness>
{
    // In code point order. Covers ids that UTF-16 units, UTF-8 bytes, cultures or prefixes could order differently.
    private static readonly string[] Ordered =
    [
        "!", "1", "10", "2", "A", "B", "Z", "_", "a", "a!", "aa", "ab", "a\u0301", "a\uE000", "a\uFFFD", "a\U00010000",
        "b", "~", "\u00E1", "\u00F1", "\u044F", "\u4E2D", "\uD7FF", "\uE000", "\uFB01", "\uFF5E", "\uFFFD",
        "\U00010000", "\U00010000a", "\U00010001", "\U0001F600", "\U000EFFFF", "\U0010FFFD",
    ];

    /// <summary>Characters above U+FFFF sort last. Comparing UTF-16 units would order them differently.</summary>
    [Fact]
    public async Task Images_are_ordered_by_code_point()
    {
        await WriteAsync(SamplePlans.Puts(Ordered.Reverse().Select(id => SampleImages.Image(id))));

        Assert.Equal(Ordered, Ids(await Store.ListImagesAsync(Tenant, 0, 100, default)));
        for (var offset = 0; offset < Ordered.Length; offset++)
        {
            Assert.Equal(Ordered[offset..Math.Min(offset + 5, Ordered.Length)], Ids(await Store.ListImagesAsync(Tenant, offset, 5, default)));
        }
    }

    /// <summary>Random ids keep this order over many transactions and deletions.</summary>
    [Fact]
    public async Task Random_ids_are_ordered_by_their_utf8_bytes()
    {
        var random = new Random(20260101);
        var expected = new HashSet<string>();
        for (var transaction = 0; transaction < 12; transaction++)
        {
            var added = Enumerable.Range(0, 80).Select(_ => RandomId(random)).Distinct().ToArray();
            expected.UnionWith(added);
            await WriteAsync(SamplePlans.Puts(added.Select(id => SampleImages.Image(id))));
            var removed = expected.Where(_ => random.Next(4) == 0).ToArray();
            expected.ExceptWith(removed);
            await WriteAsync(SamplePlans.Deletes(removed));
        }

        var page = await Store.ListImagesAsync(Tenant, 0, 10_000, default);

        Assert.Equal(expected.OrderBy(id => Convert.ToHexString(Encoding.UTF8.GetBytes(id)), StringComparer.Ordinal), Ids(page));
        Assert.Equal(expected.Count, page.Count);
    }

    /// <summary>A page starts at its offset, contains at most the limit, and reports the total count.</summary>
    [Theory]
    [InlineData(0, 4, "abcd")]
    [InlineData(4, 4, "efgh")]
    [InlineData(8, 4, "ij")]
    [InlineData(9, 1, "j")]
    [InlineData(10, 4, "")]
    [InlineData(0, 10_000, "abcdefghij")]
    [InlineData(99_990_000, 10_000, "")]
    [InlineData(long.MaxValue, int.MaxValue, "")]
    public async Task A_page_starts_at_its_offset_and_keeps_its_limit(long offset, int limit, string expected)
    {
        await WriteAsync(SamplePlans.Puts("abcdefghij".Select(id => SampleImages.Image($"{id}"))));

        var page = await Store.ListImagesAsync(Tenant, offset, limit, default);

        Assert.Equal(expected, string.Concat(Ids(page)));
        Assert.True(page.HasMore == (expected.Length > 0 && expected[^1] != 'j'), $"The page {expected} says {page.HasMore}.");
        Assert.Equal(10, page.Count);
    }

    /// <summary>A page after an id begins with the next id by code point, whether an image has the given id or not.</summary>
    [Fact]
    public async Task A_page_starts_after_an_id()
    {
        await WriteAsync(SamplePlans.Puts(Ordered.Where((_, index) => index % 2 == 0).Select(id => SampleImages.Image(id))));

        for (var index = 0; index < Ordered.Length; index++)
        {
            var page = await Store.ListImagesAsync(Tenant, new() { After = Ordered[index], Limit = 3 }, default);
            var rest = Ordered.Where((_, other) => other % 2 == 0 && other > index).ToArray();
            Assert.Equal(rest.Take(3), Ids(page));
            Assert.True(page.HasMore == rest.Length > 3, $"{rest.Length} images follow {Ordered[index]}, but the page of 3 says {page.HasMore}.");
            Assert.Equal((Ordered.Length + 1) / 2, page.Count);
        }

        Assert.Equal(Ordered[0], Ids(await Store.ListImagesAsync(Tenant, new() { After = "" }, default)).First());
        var skipped = await Store.ListImagesAsync(Tenant, new() { After = Ordered[0], Offset = 2, Limit = 1 }, default);
        Assert.Equal([Ordered[6]], Ids(skipped));
    }

    /// <summary>The pages from the first to the one that has no more, each after the last id of the one before, are all images.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Pages_after_the_last_id_are_all_images(int limit)
    {
        await WriteAsync(SamplePlans.Puts(Enumerable.Range(0, 100).Select(i => SampleImages.Image($"{i:00}"))));

        var ids = new List<string>();
        ImagePage page;
        do
        {
            page = await Store.ListImagesAsync(Tenant, new() { After = ids.LastOrDefault(), Limit = limit }, default);
            ids.AddRange(Ids(page));
        }
        while (page.HasMore);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i:00}"), ids);
    }

    /// <summary>A page ends before the image that would exceed its bytes, and has at least one image.</summary>
    /// <param name="maxBytes">The bytes, in images.</param>
    /// <param name="more">The bytes beyond.</param>
    /// <param name="expected">The number of images.</param>
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(2, -1, 1)]
    [InlineData(2, 0, 2)]
    [InlineData(2, 1, 2)]
    [InlineData(5, -1, 4)]
    [InlineData(5, 0, 5)]
    [InlineData(100, 0, 5)]
    public async Task A_page_keeps_its_byte_limit(int maxBytes, int more, int expected)
    {
        var images = "abcde".Select(id => SampleImages.Image($"{id}")).ToArray();
        await WriteAsync(SamplePlans.Puts(images));
        var size = Assert.Single(images.Select(image => image.Json.Length).Distinct());

        var page = await Store.ListImagesAsync(Tenant, new() { MaxBytes = (maxBytes * size) + more }, default);

        Assert.Equal("abcde"[..expected], string.Concat(Ids(page)));
        Assert.Equal((expected < 5, 5), (page.HasMore, page.Count));
        Assert.False((await Store.ListImagesAsync(Tenant, new() { Offset = 5, MaxBytes = 0 }, default)).HasMore, "The page after the last image has more.");
    }

    /// <summary>Replacing an image does not change the count, and deleting one decrements it.</summary>
    [Fact]
    public async Task The_count_follows_the_writes()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("a"), SampleImages.Image("b")));
        await WriteAsync([.. SamplePlans.Puts(SampleImages.Image("a", revision: 2)), .. SamplePlans.Deletes("b", "never there")]);

        var page = await Store.ListImagesAsync(Tenant, 0, 10, default);

        Assert.Equal(["a"], Ids(page));
        Assert.Equal(2, page.Images[0].Revision);
        Assert.Equal(1, page.Count);
    }

    private static IEnumerable<string> Ids(ImagePage page) => page.Images.Select(image => image.Id);

    private static string RandomId(Random random)
    {
        int[] alphabet = ['a', 'b', 0xE9, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x1F600, 0x10FFFD];
        var id = new StringBuilder();
        for (var length = random.Next(1, 6); length > 0; length--)
        {
            id.Append(char.ConvertFromUtf32(alphabet[random.Next(alphabet.Length)]));
        }

        return id.ToString();
    }
}
