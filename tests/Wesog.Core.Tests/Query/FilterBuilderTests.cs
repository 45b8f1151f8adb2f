using Wesog.Images;
using Wesog.Query;
using Wesog.StoreHistories.Queries;

namespace Wesog.Core.Tests.Query;

/// <summary>Filters that a program builds equal those of formulas.</summary>
public sealed class FilterBuilderTests
{
    public static TheoryData<ImageFilter, string> Filters => new()
    {
        { ImageFilter.Author.Equals("Turner") & !ImageFilter.Keywords.Any("draft"), "author=Turner && !keywords:draft" },
        { ImageFilter.All, "" },
        { ImageFilter.Id.Equals("a") | ImageFilter.Id.Any("b", "c") | ImageFilter.Id.Begins("d"), "id=a || id:b,c || id~d" },
        { ImageFilter.Id.LessThan("a") & ImageFilter.Id.AtLeast("b"), "id<a && id>=b" },
        { ImageFilter.Title.EqualsExactly("A") & ImageFilter.Headline.Begins("b"), "title==A && headline~b" },
        { ImageFilter.Caption.HasWords("a b") & ImageFilter.AltText.HasPhrase("c"), "caption~~a b && alt_text~~~c" },
        { ImageFilter.City.AtMost("a") & ImageFilter.Country.GreaterThan("b"), "city<=a && country>b" },
        { ImageFilter.Event.Any("a") & ImageFilter.Provider.Equals(""), "event:a && provider=\"\"" },
        { ImageFilter.Status.Equals("a") & ImageFilter.Location.Equals("b") & ImageFilter.Shot.Equals("c"), "status=a && location=b && shot=c" },
        { ImageFilter.Scene.Equals("a") & ImageFilter.Technique.Equals("b") & ImageFilter.Medium.Equals("c"), "scene=a && technique=b && medium=c" },
        { ImageFilter.Keywords.All("a", "b") & ImageFilter.Categories.AllExactly("C"), "k=a,b && categories==C" },
        { ImageFilter.Collections.Begins("a") | ImageFilter.Collections.HasWords("b") | ImageFilter.Collections.HasPhrase("c"), "collections~a || collections~~b || collections~~~c" },
        { ImageFilter.Text.Begins("a") & ImageFilter.Text.HasWords("b") & ImageFilter.Text.HasPhrase("c"), "t~a && t~~b && t~~~c" },
        { ImageFilter.Date.Equals(new DateOnly(2005, 5, 3)) | ImageFilter.Date.Any(new ImageDate(2004), new ImageDate(2004, 2)), "d=2005-5-3 || d:2004,2004-02" },
        { ImageFilter.Date.AtLeast(new(2004)) & ImageFilter.Date.LessThan(new(2006)), "d>=2004 && d<2006" },
        { ImageFilter.CreatedAt.AtLeast(QuerySamples.Created), "created_at>=2026-11-27T10:00:00.123Z" },
        { ImageFilter.UpdatedAt.LessThan(QuerySamples.Created.ToOffset(TimeSpan.FromHours(5))), "updated_at<2026-11-27T10:00:00.123Z" },
        { ImageFilter.AiGenerated.Equals(true) & ImageFilter.Nsfw.Equals(false), "ai=true && nsfw=false" },
        { ImageFilter.ModelRelease.Equals(true) & ImageFilter.PropertyRelease.Equals(true), "model_release=true && property_release=true" },
        { ImageFilter.Revision.Equals(3) | ImageFilter.Revision.Any(1, 2) | ImageFilter.Revision.GreaterThan(9), "revision=3 || revision:1,2 || revision>9" },
        { ImageFilter.Lang.Equals(Language.En) | ImageFilter.Lang.Any(Language.Es, Language.Ru), "lang=en || lang:es,ru" },
        { ImageFilter.HasAll("title", "src") & ImageFilter.HasAny("k", "t"), "has=title,src && has:keywords,text" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_built_filter_equals_its_formula(ImageFilter filter, string formula)
    {
        Assert.Equal(ImageFilter.Parse(formula), filter);
        Assert.Equal(filter, ImageFilter.Parse(filter.ToString()));
    }

    [Fact]
    public void Values_that_no_formula_can_have_are_refused()
    {
        Assert.Contains("draft\uFFFD", Assert.Throws<ArgumentException>(() => ImageFilter.Keywords.Any("draft\uD800")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ImageFilter.Title.Equals("a\0"));
        Assert.Throws<ArgumentException>(() => ImageFilter.Title.Begins(" - "));
        Assert.Throws<ArgumentException>(() => ImageFilter.Keywords.Any());
        Assert.Throws<ArgumentException>(() => ImageFilter.Revision.Equals(-1));
        Assert.Throws<ArgumentException>(() => ImageFilter.Date.Equals(default(ImageDate)));
        Assert.Throws<ArgumentException>(() => ImageFilter.HasAll("titel"));
        Assert.Throws<ArgumentException>(() => ImageFilter.HasAny("has"));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageFilter.Lang.Equals((Language)9));
        Assert.Throws<ArgumentNullException>(() => ImageFilter.Title.Equals(null!));
        Assert.Throws<ArgumentNullException>(() => ImageFilter.Keywords.Any(null!, "a"));
        Assert.Throws<ArgumentNullException>(() => ImageFilter.All & null!);
        Assert.Throws<ArgumentNullException>(() => null! | ImageFilter.All);
        Assert.Throws<ArgumentNullException>(() => !default(ImageFilter)!);
    }

    [Fact]
    public void Operators_keep_the_limits_of_formulas()
    {
        var hundred = Enumerable.Repeat(ImageFilter.All, 100).Aggregate((left, right) => left & right);
        Assert.Contains("at most 100 conditions", Assert.Throws<ArgumentException>(() => hundred | ImageFilter.All).Message, StringComparison.Ordinal);

        var deep = Enumerable.Range(0, 32).Aggregate(ImageFilter.All, (filter, _) => !filter);
        Assert.Equal(deep, ImageFilter.Parse(deep.ToString()));
        Assert.Throws<ArgumentException>(() => !deep);

        var nested = Enumerable.Range(0, 32).Aggregate(
            ImageFilter.All | ImageFilter.All, (filter, _) => (ImageFilter.All & filter) | ImageFilter.All);
        Assert.Equal(nested, ImageFilter.Parse(nested.ToString()));
        Assert.Throws<ArgumentException>(() => ImageFilter.All & nested);
    }

    [Fact]
    public void A_condition_shows_its_parts()
    {
        var condition = Assert.IsType<ImageFilter.Condition>(ImageFilter.Parse("d:2005-5,2006"));
        Assert.Equal(("date", FilterOperator.OneOf), (condition.Field, condition.Operator));
        Assert.Equal<TextList>(["2005-05", "2006"], condition.Values);
        Assert.Equal("author", ImageFilter.Author.Name);
        Assert.Equal("keywords", ImageFilter.Keywords.ToString());
    }
}
