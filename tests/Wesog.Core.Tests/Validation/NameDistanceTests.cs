using Wesog.Validation;

namespace Wesog.Core.Tests.Validation;

public sealed class NameDistanceTests
{
    [Theory]
    [InlineData("titel", "title")]
    [InlineData("Title", "title")]
    [InlineData("TITLE", "title")]
    [InlineData("titles", "title")]
    [InlineData("scr", "src")]
    [InlineData("Id", "id")]
    [InlineData("_id", "id")]
    [InlineData("altText", "alt_text")]
    [InlineData("alt-text", "alt_text")]
    [InlineData("urlImgThumbnail", "url_img_thumbnail")]
    [InlineData("url_img_tumbnail", "url_img_thumbnail")]
    [InlineData("keyword", "keywords")]
    [InlineData("category", "categories")]
    [InlineData("contry", "country")]
    [InlineData("AIGenerated", "ai_generated")]
    [InlineData("headlien", "headline")]
    public void A_misspelled_name_is_recognised(string name, string meant) => Assert.Equal(meant, NameDistance.Nearest(name, KnownNames.OfImage(isMixed: true).Names));

    [Theory]
    [InlineData("")]
    [InlineData("_")]
    [InlineData("x")]
    [InlineData("it")]
    [InlineData("url")]
    [InlineData("imgUrl")]
    [InlineData("image_url")]
    [InlineData("source")]
    [InlineData("name")]
    [InlineData("long")]
    [InlineData("description")]
    [InlineData("copyright")]
    [InlineData("createdAt")]
    [InlineData("revisions")]
    [InlineData("title\0\0\0")]
    [InlineData("ttttttttttttttttttttttttttttttttttttitle")]
    [InlineData("\u0442\u0456tl\u0435")]
    public void A_distant_name_gives_no_suggestion(string name) => Assert.Null(NameDistance.Nearest(name, KnownNames.OfImage(isMixed: true).Names));

    [Fact]
    public void Two_equally_close_names_give_no_suggestion()
    {
        Assert.Null(NameDistance.Nearest("headlime", ["headline", "headlike"]));
        Assert.Equal("Headlime", NameDistance.Nearest("headlime", ["headline", "headlike", "Headlime"]));
    }
}
