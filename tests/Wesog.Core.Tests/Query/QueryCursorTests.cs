using System.Buffers.Text;
using Wesog.Images;
using Wesog.Query;
using Wesog.Query.Execution;
using Wesog.Query.Matching;
using Wesog.Query.Sorting;
using Wesog.StoreHistories.Queries;

namespace Wesog.Core.Tests.Query;

/// <summary>A cursor belongs to its tenant, filter and order, is not altered, and has at most 2,048 characters.</summary>
public sealed class QueryCursorTests
{
    private static readonly ImageQuery Query = new() { Filter = ImageFilter.Parse("author=turner"), Sort = ImageSort.Title };

    [Theory]
    [InlineData(null, "a")]
    [InlineData("", "a")]
    [InlineData("the fishing boats", "\U0001F600\u00E1")]
    public void A_cursor_is_read_back(string? value, string id)
    {
        var place = new SortKey(value is null ? null : System.Text.Encoding.UTF8.GetBytes(value), System.Text.Encoding.UTF8.GetBytes(id));
        var decoded = QueryCursor.Decode("t", Query, QueryCursor.Encode("t", Query, place));
        Assert.Equal(place.Value, decoded.Value);
        Assert.Equal(place.Id, decoded.Id);
    }

    [Fact]
    public void The_largest_cursor_fits()
    {
        var image = QuerySamples.Store(new Image
        {
            Id = string.Concat(Enumerable.Repeat("\u4E2D", 255)), Src = "http://a/", Title = string.Concat(Enumerable.Repeat("\U00010000", 500)),
        });
        var place = ImageSort.Title.KeyOf(image, new ReaderBuffers());
        Assert.Equal(ImageSort.MaxKeyBytes, place.Value!.Length);
        Assert.InRange(QueryCursor.Encode(new string('\u4E2D', 255), Query, place).Length, 1_000, QueryCursor.MaxLength);
    }

    [Fact]
    public void What_may_change_between_pages_does_not_change_the_cursor()
    {
        var place = new SortKey([1], [2]);
        var cursor = QueryCursor.Encode("t", Query, place);
        Assert.Equal(cursor, QueryCursor.Encode("t", Query with { Limit = 7, Facets = [ImageFacet.City], FacetLimit = 3, CountsMatches = false, MaxBytes = 9, After = "x" }, place));
        Assert.Equal(cursor, QueryCursor.Encode("t", Query with { Filter = ImageFilter.Parse("  author = \"turner\" ") }, place));
        foreach (var other in (ImageQuery[])[Query with { Filter = ImageFilter.All }, Query with { Sort = ImageSort.Headline }, Query with { IsDescending = true }])
        {
            Assert.Throws<InvalidCursorException>(() => QueryCursor.Decode("t", other, cursor));
        }

        Assert.Throws<InvalidCursorException>(() => QueryCursor.Decode("T", Query, cursor));
    }

    [Fact]
    public void An_altered_cursor_is_refused_wherever_it_was_altered()
    {
        var cursor = QueryCursor.Encode("t", Query, new SortKey([1, 2, 3], [4, 5]));
        var bytes = Base64Url.DecodeFromChars(cursor);
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            var altered = bytes.ToArray();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidCursorException>(() => QueryCursor.Decode("t", Query, Base64Url.EncodeToString(altered)));
        }

        for (var length = 0; length < cursor.Length; length++)
        {
            Assert.Throws<InvalidCursorException>(() => QueryCursor.Decode("t", Query, cursor[..length]));
        }

        foreach (var text in (string[])["", "!", cursor + "A", cursor + "=", " " + cursor, new string('A', 3_000), "\uD800"])
        {
            Assert.Throws<InvalidCursorException>(() => QueryCursor.Decode("t", Query, text));
        }
    }
}
