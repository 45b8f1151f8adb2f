using System.Buffers;
using System.Text;
using FsCheck.Fluent;
using Wesog.Images;
using Wesog.Query;
using Wesog.StoreHistories;
using Wesog.StoreHistories.Queries;

namespace Wesog.Core.Tests.Query.Indexing;

/// <summary>An index finds each image that a filter selects, and few others.</summary>
public sealed class ImageIndexTests(ITestOutputHelper output)
{
    private static readonly ImageIndex[] Indexes =
    [
        new(), new(new() { FullText = false }), new(new() { IndexedMembers = [] }),
        new(new() { IndexedMembers = ["title", "keywords", "date", "nsfw"] }),
    ];

    [Fact]
    public void Every_image_that_a_filter_selects_is_found() => PropertyCheck.Run(
        output,
        from filter in FilterGenerators.Filters from images in FilterGenerators.Images.ListOf(6) from index in Gen.Elements(Indexes) select (filter, images, index),
        _ => [],
        pair => Assert.All(pair.images.Where(pair.filter.Matches), image => Assert.True(
            Finds(pair.index, pair.filter, image), $"{pair.filter} does not find {Encoding.UTF8.GetString(image.Json.Span)}")),
        20_000);

    [Theory]
    [InlineData("author=\"J. M. W. Turner\"", true)]
    [InlineData("author==\"J. M. W. TURNER\"", true)]
    [InlineData("author=Turner", false)]
    [InlineData("title=Turner", null)]
    [InlineData("text~white bo", true)]
    [InlineData("text~white sky", false)]
    [InlineData("title~~~white boat", true)]
    [InlineData("title~~bo", false)]
    [InlineData("text~w", null)]
    [InlineData("text~w boat", true)]
    [InlineData("provider~x", null)]
    [InlineData("keywords=sea,\"old boat\"", true)]
    [InlineData("keywords:sky,sea", true)]
    [InlineData("keywords=sea,sky", false)]
    [InlineData("d=1890", true)]
    [InlineData("d=1891", false)]
    [InlineData("d=1890-05", true)]
    [InlineData("d<1700", false)]
    [InlineData("d>1700 && d<=1900", true)]
    [InlineData("d>=1990", false)]
    [InlineData("nsfw=true", false)]
    [InlineData("nsfw=false", true)]
    [InlineData("lang=en", true)]
    [InlineData("lang:es,fr", false)]
    [InlineData("!author=Turner", null)]
    [InlineData("!author=Turner && text~boat", true)]
    [InlineData("author=Turner || id=x", null)]
    [InlineData("author=Turner || text~boat", true)]
    [InlineData("has=author", null)]
    [InlineData("id~img", null)]
    public void A_filter_narrows_by_what_is_indexed(string formula, bool? finds)
    {
        var image = QuerySamples.Store(new Image
        {
            Id = "img", Src = "http://a/", Title = "The White Boat", Author = "J. M. W. TURNER", Keywords = ["Sea", "Old Boat"], Date = new ImageDate(1890), Nsfw = false,
            Provider = "x", Lang = Language.En,
        });
        var filter = ImageFilter.Parse(formula);
        var index = new ImageIndex();
        Assert.Equal(finds is not null, index.Narrow(filter) is not null);
        Assert.Equal(finds ?? true, Finds(index, filter, image));
    }

    [Fact]
    public void An_image_with_too_many_terms_is_always_found()
    {
        var image = QuerySamples.Store(new Image { Id = "a", Src = "http://a/", Keywords = TextList.From(Enumerable.Range(0, 100).Select(i => string.Join(' ', Enumerable.Range(i * 50, 50)))) });
        var index = new ImageIndex();
        Assert.Equal("x ", TermsOf(index, image, out var count));
        Assert.Equal(1, count);
        Assert.True(Finds(index, ImageFilter.Parse("text~4999"), image));
    }

    [Fact]
    public void A_long_word_is_found_by_its_beginning_and_by_itself()
    {
        var image = QuerySamples.Store(new Image { Id = "a", Src = "http://a/", Title = new string('ж', 100) });
        var index = new ImageIndex();
        Assert.All([1, 14, 15, 16, 17, 99, 100], length => Assert.True(Finds(index, ImageFilter.Title.Begins(new string('ж', length)), image), $"{length}"));
        Assert.True(Finds(index, ImageFilter.Title.HasWords(new string('ж', 100)), image));
        Assert.False(Finds(index, ImageFilter.Title.Begins(new string('ж', 10) + "a"), image));
    }

    [Fact]
    public void A_condition_has_a_bounded_number_of_terms()
    {
        var index = new ImageIndex();
        string Values(int count) => string.Join(',', Enumerable.Range(0, count));
        Assert.NotNull(index.Narrow(ImageFilter.Parse($"author:{Values(64)}")));
        Assert.Null(index.Narrow(ImageFilter.Parse($"author:{Values(65)}")));
        Assert.NotNull(index.Narrow(ImageFilter.Parse($"keywords={Values(200)}")));
        Assert.Null(index.Narrow(ImageFilter.Parse($"keywords={Values(300)}")));
    }

    [Fact]
    public void The_version_tells_what_is_indexed()
    {
        Assert.Equal(new ImageIndex().Version, new ImageIndex(new()).Version);
        Assert.Equal(16, new ImageIndex().Version.Length);
        Assert.Equal(Indexes.Length, Indexes.Select(index => index.Version).Distinct().Count());
        Assert.Equal(
            new ImageIndex(new() { IndexedMembers = ["title", "author"] }).Version, new ImageIndex(new() { IndexedMembers = ["author", "title", "author"] }).Version);
        var none = new ImageIndex(new() { IndexedMembers = [], FullText = false });
        Assert.Equal(("", true), (none.Version, none.IsEmpty));
        Assert.Null(none.Narrow(ImageFilter.Parse("author=a && text~boat")));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("src")]
    [InlineData("revision")]
    [InlineData("Author")]
    [InlineData("")]
    public void Only_members_with_terms_can_be_indexed(string name)
    {
        Assert.Contains("Name texts", Assert.Throws<ArgumentException>(() => new ImageIndex(new() { IndexedMembers = [name] })).Message, StringComparison.Ordinal);
        var options = new WesogOptions();
        options.Query.IndexedMembers = ["author", name];
        var fault = Assert.Single(new WesogOptionsValidator().Validate(null, options).Failures!);
        Assert.Contains($"Wesog:Query:IndexedMembers has \"{name}\"", fault, StringComparison.Ordinal);
    }

    private static bool Finds(ImageIndex index, ImageFilter filter, StoredImage image)
    {
        var terms = TermsOf(index, image, out _).Split(' ');
        return index.Narrow(filter) is not { } condition || Fulfils(condition);

        bool Fulfils(IndexCondition needed) => needed switch
        {
            IndexCondition.And and => and.Operands.All(Fulfils),
            IndexCondition.Or or => or.Operands.Any(Fulfils),
            IndexCondition.Term { IsPrefix: true } term => terms.Any(text => text.StartsWith(term.Text, StringComparison.Ordinal)),
            _ => terms.Contains(((IndexCondition.Term)needed).Text),
        };
    }

    private static string TermsOf(ImageIndex index, StoredImage image, out int count)
    {
        var target = new ArrayBufferWriter<byte>();
        count = index.WriteTerms(image, target);
        var text = Encoding.UTF8.GetString(target.WrittenSpan);
        Assert.Equal(count, text.Count(character => character == (char)ImageIndex.Separator));
        Assert.DoesNotContain(text, character => char.IsAscii(character) && !char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != ' ');
        return text;
    }
}
