using System.Text;
using Wesog.Catalog;
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
        Assert.Equal(10, page.Count);
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
