using Wesog.Images;
using Wesog.Query;
using Wesog.Query.Matching;
using Wesog.Query.Sorting;
using Wesog.StoreHistories.Queries;

namespace Wesog.Core.Tests.Query;

/// <summary>The order of images by a member, and the values of facets.</summary>
public sealed class SortAndFacetTests
{
    [Fact]
    public void The_names_are_those_of_the_specification()
    {
        Assert.Equal(
            "id date created_at updated_at revision title headline caption location city country event author provider shot scene technique medium status",
            string.Join(' ', ImageSort.All));
        Assert.Equal(
            "ai_generated model_release property_release nsfw status location city country event author provider shot scene technique medium keywords categories collections lang",
            string.Join(' ', ImageFacet.All));
        Assert.All(ImageSort.All, sort => Assert.Same(sort, ImageSort.Find(sort.Name)));
        Assert.All(ImageFacet.All, facet => Assert.Same(facet, ImageFacet.Find(facet.Name)));
        Assert.Null(ImageSort.Find("alt_text"));
        Assert.Null(ImageFacet.Find("title"));
    }

    [Theory]
    [InlineData("title", "b:Zebra a:apple c:Äpfel d:- e:", "e c a b d", "b a c e d")]
    [InlineData("title", "b:x a:X c:- d:-", "a b c d", "b a d c")]
    [InlineData("title", "a:\uFF5E b:😀 c:~", "a c b", "b c a")]
    [InlineData("id", "b:- a:- 😀:- \uFF5E:-", "a b \uFF5E 😀", "😀 \uFF5E b a")]
    public void Texts_are_sorted_by_their_folded_forms(string member, string images, string ascending, string descending)
    {
        var stored = images.Split(' ').Select(image => image.Split(':')).Select(parts => QuerySamples.Store(
            new Image { Id = parts[0], Src = "http://a/", Title = parts[1] == "-" ? null : parts[1] })).ToArray();
        Assert.Equal(ascending, Sort(member, stored, isDescending: false));
        Assert.Equal(descending, Sort(member, stored, isDescending: true));
    }

    [Fact]
    public void Only_the_first_64_code_points_count()
    {
        var start = string.Concat(Enumerable.Repeat("😀", 63));
        StoredImage[] images =
        [
            QuerySamples.Store(new Image { Id = "b", Src = "http://a/", Caption = start + "xA" }),
            QuerySamples.Store(new Image { Id = "a", Src = "http://a/", Caption = start + "xB" }),
            QuerySamples.Store(new Image { Id = "c", Src = "http://a/", Caption = start + "wC" }),
        ];
        Assert.Equal("c a b", Sort("caption", images, isDescending: false));
        Assert.Equal((63 * 4) + 1, ImageSort.Find("caption")!.KeyOf(images[0], new()).Value!.Length);
    }

    [Fact]
    public void Dates_times_and_numbers_are_sorted_by_value()
    {
        StoredImage[] images =
        [
            Create("a", new ImageDate(1890, 5), 10, 3),
            Create("b", new ImageDate(1890), -5, 256),
            Create("c", new ImageDate(1890, 5, 2), 300, 1),
            Create("d", null, 0, 2),
        ];
        Assert.Equal("b a c d", Sort("date", images, isDescending: false));
        Assert.Equal("c a b d", Sort("date", images, isDescending: true));
        Assert.Equal("b d a c", Sort("created_at", images, isDescending: false));
        Assert.Equal("c a d b", Sort("updated_at", images, isDescending: true));
        Assert.Equal("c d a b", Sort("revision", images, isDescending: false));
    }

    [Fact]
    public void A_facet_counts_images()
    {
        var counter = new FacetCounter(ImageFacet.Keywords);
        Add(WithKeywords("a", "sea", "sea", "boat"));
        Add(WithKeywords("b", "boat", "Sea", "a\"b"));
        Add(WithKeywords("c"));
        Add(QuerySamples.Store(new Image { Id = "d", Src = "http://a/" }));

        Assert.Equal((4 * 128) + "sea".Length + "boat".Length + "Sea".Length + "a\"b".Length, counter.Bytes);
        Assert.Equal([new("boat", 2), new("Sea", 1), new("a\"b", 1), new("sea", 1)], counter.Top(4).Values);
        Assert.Equal([new("boat", 2), new("Sea", 1)], counter.Top(2).Values);
        Assert.Equal((false, true), (counter.Top(4).IsTruncated, counter.Top(3).IsTruncated));

        void Add(StoredImage image)
        {
            var reader = new ImageReader(image, new ReaderBuffers());
            counter.Add(ref reader);
            reader.Dispose();
        }
    }

    private static string Sort(string member, IEnumerable<StoredImage> images, bool isDescending)
    {
        var sort = ImageSort.Find(member)!;
        var buffers = new ReaderBuffers();
        var sorted = images.OrderBy(image => sort.KeyOf(image, buffers), Comparer<SortKey>.Create((left, right) => left.CompareTo(right, isDescending)));
        return string.Join(' ', sorted.Select(image => image.Id));
    }

    private static StoredImage Create(string id, ImageDate? date, long milliseconds, long revision) => QuerySamples.Store(
        new Image { Id = id, Src = "http://a/", Date = date }, revision, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

    private static StoredImage WithKeywords(string id, params string[] keywords) =>
        QuerySamples.Store(new Image { Id = id, Src = "http://a/", Keywords = TextList.From(keywords) });
}
