using Wesog.Images;
using Wesog.Query;
using Wesog.StoreHistories.Queries;

namespace Wesog.Core.Tests.Query;

/// <summary>Each row of the table of operators in docs/formulas.md.</summary>
public sealed class OperatorTests
{
    [Theory]
    [InlineData("title~fish", true)]
    [InlineData("title~\"BOAT fish\"", true)]
    [InlineData("title~estaque", true)]
    [InlineData("title~staque", false)]
    [InlineData("title~fish plane", false)]
    [InlineData("headline~strass", true)]
    [InlineData("alt_text~a", false)]
    [InlineData("text~turner mer washington", true)]
    [InlineData("t~\"old nord\"", true)]
    [InlineData("txt~twice estaque", true)]
    [InlineData("text~fishing 12", false)]
    public void A_tilde_finds_the_beginnings_of_words(string formula, bool matches) => AssertMatches(formula, matches);

    [Theory]
    [InlineData("title~~boats fishing", true)]
    [InlineData("title~~boat", false)]
    [InlineData("text~~boat turner", true)]
    [InlineData("text~~turn", false)]
    public void Two_tildes_find_words(string formula, bool matches) => AssertMatches(formula, matches);

    [Theory]
    [InlineData("title~~~fishing boats", true)]
    [InlineData("title~~~fishing, BOATS!", true)]
    [InlineData("title~~~boats fishing", false)]
    [InlineData("title~~~fishing boat", false)]
    [InlineData("title~~~of l estaque", true)]
    [InlineData("text~~~mer du nord", true)]
    [InlineData("text~~~boat sea", false)]
    [InlineData("text~~~estaque strasse", false)]
    [InlineData("caption~~~said stop at c path twice", true)]
    public void Three_tildes_find_words_in_a_row(string formula, bool matches) => AssertMatches(formula, matches);

    [Theory]
    [InlineData("author=j. m. w. turner", true)]
    [InlineData("author=J. M. W. TURNER", true)]
    [InlineData("author=Turner", false)]
    [InlineData("author==J. M. W. Turner", true)]
    [InlineData("author===J. M. W. Turner", true)]
    [InlineData("author==j. m. w. turner", false)]
    [InlineData("headline=strasse AM meer", true)]
    [InlineData("city=Washington, D.C.", true)]
    [InlineData("city:Paris,\"washington, d.c.\"", true)]
    [InlineData("city:Washington, D.C.", false)]
    [InlineData("alt_text=\"\"", true)]
    [InlineData("country=\"\"", false)]
    [InlineData("caption==\"He said \\\"stop\\\"\n at C:\\\\path, (twice)\"", true)]
    public void Texts_are_equal(string formula, bool matches) => AssertMatches(formula, matches);

    [Theory]
    [InlineData("author<k", true)]
    [InlineData("author<J", false)]
    [InlineData("author<=J. M. W. Turner", true)]
    [InlineData("author>=J. M. W. Turner", true)]
    [InlineData("author>J. M. W. Turner", false)]
    [InlineData("title>\"THE F\"", true)]
    [InlineData("country<zzz", false)]
    public void Texts_have_an_order(string formula, bool matches) => AssertMatches(formula, matches);

    [Theory]
    [InlineData("keywords=sea", true)]
    [InlineData("keywords=SEA,old boat", true)]
    [InlineData("k=sea,ship", false)]
    [InlineData("key:sea,ship", true)]
    [InlineData("keywords:ship", false)]
    [InlineData("keywords==Sea", true)]
    [InlineData("keywords===sea", false)]
    [InlineData("keywords==Sea,mer du Nord", true)]
    [InlineData("keywords~bo ol", true)]
    [InlineData("keywords~old sea", false)]
    [InlineData("keywords~~boat", true)]
    [InlineData("keywords~~boa", false)]
    [InlineData("keywords~~~mer du", true)]
    [InlineData("keywords~~~sea mer", false)]
    [InlineData("categories=a", false)]
    [InlineData("categories:a", false)]
    public void Lists_have_values(string formula, bool matches) => AssertMatches(formula, matches);

    [Theory]
    [InlineData("d=1890", true)]
    [InlineData("date=1890-05", true)]
    [InlineData("date=1890-5", true)]
    [InlineData("date=1890-05-13", false)]
    [InlineData("date=1891", false)]
    [InlineData("date<1890", false)]
    [InlineData("date<1890-06", true)]
    [InlineData("date<1890-05-31", false)]
    [InlineData("date<1890-6-1", true)]
    [InlineData("date<=1890", true)]
    [InlineData("date<=1890-05-31", true)]
    [InlineData("date<=1890-05-30", false)]
    [InlineData("date>1890-04", true)]
    [InlineData("date>1890-05-01", false)]
    [InlineData("date>=1890-05-01", true)]
    [InlineData("date>=1890-05-02", false)]
    [InlineData("date:1889,1890", true)]
    [InlineData("date:1889,1891", false)]
    public void Dates_are_compared_as_spans(string formula, bool matches) => AssertMatches(formula, matches);

    [Theory]
    [InlineData("date=1890", 1890, 0, 0, true)]
    [InlineData("date=1890-05", 1890, 0, 0, false)]
    [InlineData("date<=1890-12-31", 1890, 0, 0, true)]
    [InlineData("date>=1890-01-01", 1890, 0, 0, true)]
    [InlineData("date=2024-02", 2024, 2, 29, true)]
    [InlineData("date<=2024-02-29", 2024, 2, 0, true)]
    [InlineData("date<=2023-02-28", 2023, 2, 0, true)]
    [InlineData("date=9999", 9999, 12, 31, true)]
    [InlineData("date>0001", 2, 1, 1, true)]
    public void Years_and_months_have_all_their_days(string formula, int year, int month, int day, bool matches)
    {
        var date = month == 0 ? new ImageDate(year) : day == 0 ? new ImageDate(year, month) : new ImageDate(year, month, day);
        var image = QuerySamples.Store(new Image { Id = "a", Src = "http://a/", Date = date });
        Assert.Equal(matches, ImageFilter.Parse(formula).Matches(image));
    }

    [Theory]
    [InlineData("created_at=2026", true)]
    [InlineData("created_at=2026-11-27", true)]
    [InlineData("created_at=2026-11-27T10:00:00Z", true)]
    [InlineData("created_at=2026-11-27T10:00:00.123Z", true)]
    [InlineData("created_at=2026-11-27T10:00:00.122Z", false)]
    [InlineData("created_at<2026-11-27T10:00:00Z", false)]
    [InlineData("created_at<=2026-11-27T10:00:00Z", true)]
    [InlineData("created_at>2026-11-27T10:00:00.122Z", true)]
    [InlineData("created_at>=2026-11-27T10:00:01Z", false)]
    [InlineData("updated_at>2026-11-27", true)]
    [InlineData("updated_at=2026-11-27", false)]
    [InlineData("updated_at:2025,2026-11", true)]
    [InlineData("updated_at<=9999-12-31", true)]
    public void Times_are_compared_as_spans(string formula, bool matches) => AssertMatches(formula, matches);

    [Theory]
    [InlineData("ai_generated=false", true)]
    [InlineData("ai=true", false)]
    [InlineData("model_release=true", true)]
    [InlineData("nsfw=true", false)]
    [InlineData("nsfw=false", false)]
    public void Booleans_match_their_value_only(string formula, bool matches) => AssertMatches(formula, matches);

    [Theory]
    [InlineData("id=img-12", true)]
    [InlineData("id==img-12", true)]
    [InlineData("id===img-12", true)]
    [InlineData("id=IMG-12", false)]
    [InlineData("id:a,img-12", true)]
    [InlineData("id~img-1", true)]
    [InlineData("id~Img", false)]
    [InlineData("id<img-2", true)]
    [InlineData("id<img-12", false)]
    [InlineData("id<=img-12", true)]
    [InlineData("id>img-1", true)]
    [InlineData("id>=img-13", false)]
    public void Ids_are_never_folded(string formula, bool matches) => AssertMatches(formula, matches);

    [Fact]
    public void Ids_are_ordered_by_code_point()
    {
        var image = QuerySamples.Store(new Image { Id = "\U0001F600", Src = "http://a/" });
        Assert.True(ImageFilter.Parse("id>\uFF5E").Matches(image));
        Assert.False(ImageFilter.Parse("id<\uFF5E").Matches(image));
    }

    [Theory]
    [InlineData("revision=3", true)]
    [InlineData("revision=03", true)]
    [InlineData("revision:1,2", false)]
    [InlineData("revision:1,3", true)]
    [InlineData("revision<3", false)]
    [InlineData("revision<=3", true)]
    [InlineData("revision>2", true)]
    [InlineData("revision>=4", false)]
    [InlineData("revision<9223372036854775807", true)]
    public void Revisions_are_numbers(string formula, bool matches) => AssertMatches(formula, matches);

    [Theory]
    [InlineData("lang=en", true)]
    [InlineData("lang=es", false)]
    [InlineData("lang:es,en", true)]
    public void Languages_are_codes(string formula, bool matches) => AssertMatches(formula, matches);

    [Theory]
    [InlineData("has=title", true)]
    [InlineData("has=alt_text", true)]
    [InlineData("has=categories", true)]
    [InlineData("has=title,country", false)]
    [InlineData("has:title,country", true)]
    [InlineData("has=src", true)]
    [InlineData("has:url_img_thumbnail,url_img_watermark", false)]
    [InlineData("has=t,d,k,ai", true)]
    [InlineData("has=id,lang,revision,created_at,updated_at", true)]
    [InlineData("!has=event", true)]
    public void Has_tests_for_values(string formula, bool matches) => AssertMatches(formula, matches);

    [Theory]
    [InlineData("", true)]
    [InlineData(" \u2003\n", true)]
    [InlineData("!country=x", true)]
    [InlineData("author~turner && date<1900", true)]
    [InlineData("author~turner&&date>1900||keywords=sea", true)]
    [InlineData("author~turner && (date>1900 || keywords=ship)", false)]
    [InlineData("!(author~turner && date>1900)", true)]
    [InlineData("!!author~turner", true)]
    [InlineData("! author~turner && lang=en", false)]
    [InlineData("((author~turner))", true)]
    [InlineData("\u00A0author\u3000~ turner ", true)]
    public void Conditions_are_combined(string formula, bool matches) => AssertMatches(formula, matches);

    private static void AssertMatches(string formula, bool matches) =>
        Assert.Equal(matches, ImageFilter.Parse(formula).Matches(QuerySamples.Boats));
}
