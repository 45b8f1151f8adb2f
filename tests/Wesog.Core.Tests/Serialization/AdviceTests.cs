using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

/// <summary>Error texts name the value found and the next step.</summary>
public sealed class AdviceTests
{
    [Theory]
    [InlineData("title", "7", "quotes")]
    [InlineData("title", "true", "quotes")]
    [InlineData("title", "[\"a\"]", "Send one text")]
    [InlineData("title", "{\"en\":\"a\"}", "the text alone")]
    [InlineData("id", "[\"a\",\"b\"]", "Send one id")]
    [InlineData("src", "7", "https://example.org/1.jpg")]
    [InlineData("src", "[\"http://a/\"]", "one URL")]
    [InlineData("keywords", "[null]", "Leave the entry out")]
    [InlineData("keywords", "[7]", "quotes")]
    [InlineData("keywords", "[[\"a\"]]", "one array")]
    [InlineData("keywords", "[{\"name\":\"a\"}]", "the text alone")]
    [InlineData("keywords", "\"a, b\"", "square brackets")]
    [InlineData("nsfw", "\"true\"", "without quotes")]
    [InlineData("lang", "7", "\"en\", \"es\"")]
    [InlineData("date", "1890", "\"1890\"")]
    [InlineData("date", "18900502", "\"1890-05-02\"")]
    [InlineData("date", "0", "like \"1890-05-02\"")]
    [InlineData("date", "1890.5", "like \"1890-05-02\"")]
    [InlineData("date", "1699999999", "like \"1890-05-02\"")]
    [InlineData("date", "true", "like \"1890-05-02\"")]
    [InlineData("date", "{\"year\":1890}", "like \"1890-05-02\"")]
    public async Task The_error_of_a_wrong_type_names_the_type_found(string member, string value, string advice)
    {
        var error = Assert.Single((await Batches.ReadAsync($"[{ImageSamples.Json(member, value)}]")).ItemErrors.Errors);
        Assert.Equal(ErrorCodes.InvalidType, error.Code);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        if (value is not ("7" or "true" or "\"true\"" or "[7]"))
        {
            Assert.DoesNotContain("Put the value in quotes", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("date", "\"1890-5-2\"", "1890-05-02")]
    [InlineData("date", "\"2.5.1890\"", "YYYY-MM-DD")]
    [InlineData("date", "\"1890-02-30\"", "28 days")]
    [InlineData("src", "\"http://a/b \"", "Trim it")]
    [InlineData("src", "\"http://a/b c\"", "U+0020 at position 11")]
    [InlineData("src", "\"http://a/\\u202egpj\"", "U+202E at position 10")]
    [InlineData("url_img_thumbnail", "\"http://a/\\udb40\\udc01\"", "U+E0001 at position 10")]
    [InlineData("id", "\"a\\ufeff\"", "U+FEFF at position 2")]
    [InlineData("id", "\"ab\\nc\"", "U+000A at position 3")]
    [InlineData("titel", "\"a\"", "\"title\"")]
    [InlineData("Title", "\"a\"", "\"title\"")]
    [InlineData("imgUrl", "\"a\"", "Correct its name")]
    public async Task The_error_text_explains_the_invalid_value(string member, string value, string advice) => Assert.Contains(
        advice, Assert.Single((await Batches.ReadAsync($"[{ImageSamples.Json(member, value)}]")).ItemErrors.Errors).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_excerpt_shows_an_error_far_into_a_url()
    {
        var url = "https://example.org/" + new string('x', 68) + "<" + new string('y', 500);
        var message = Assert.Single((await Batches.ReadAsync($"[{ImageSamples.Json("src", $"\"{url}\"")}]")).ItemErrors.Errors).Message;
        Assert.Contains("at position 89", message, StringComparison.Ordinal);
        Assert.Contains("x<y", message, StringComparison.Ordinal);
        Assert.Contains("%3C", message, StringComparison.Ordinal);
        Assert.True(message.Length < 250, message);
    }

    [Theory]
    [InlineData("""{"metod":"add","image":{"id":"a","src":"http://a/"}}""", "metod", "\"method\"")]
    [InlineData("""{"method":"del","image":{"id":"a"},"Image":1}""", "Image", "\"image\"")]
    [InlineData("""{"method":"del","image":{"id":"a"},"title":"x"}""", "title", "Move it into")]
    [InlineData("""{"method":"add","image":{"id":"a","src":"http://a/","titel":"x"}}""", "titel", "\"title\"")]
    [InlineData("""{"method":"del","image":{"Id":"a"}}""", "Id", "\"id\" is meant")]
    [InlineData("""{"method":7,"image":{"id":"a"}}""", "method", "\"add\", \"upd\"")]
    public async Task Errors_of_items_that_name_their_method_give_advice(string item, string field, string advice) => Assert.Contains(
        advice,
        Assert.Single((await Batches.ReadAsync($"[{item}]", BatchForm.MixedArray)).ItemErrors.Errors, error => error.Field == field).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Objects_get_the_advice_that_json_gets()
    {
        var batch = Batches.Encode(new ImageBatch().Add(
            new Image { Id = "a\u200B", Src = "http://a/b ", Keywords = TextList.From([null!]) }));
        Assert.Equal(["invalid_text@id", "invalid_url@src", "invalid_type@keywords[0]"], batch.Errors());
        Assert.Equal(
            ["U+200B", "Trim it", "Leave the entry out"],
            batch.ItemErrors.Errors.Zip(["U+200B", "Trim it", "Leave the entry out"], (error, advice) =>
                error.Message.Contains(advice, StringComparison.Ordinal) ? advice : error.Message));
    }

    [Fact]
    public async Task The_suggested_value_is_valid()
    {
        string[] advised = ["\"1890\"", "\"1890-05\"", "\"1890-05-02\""];
        foreach (var date in advised)
        {
            Assert.Empty((await Batches.ReadAsync($"[{ImageSamples.Json("date", date)}]")).Errors());
        }

        var image = ImageSamples.Plain with { Date = new ImageDate(1890, 5) };
        var encoded = Assert.Single(Batches.Encode(new ImageBatch().Add(image)).Canonical());
        Assert.Equal("""{"id":"a","src":"http://a/","date":"1890-05"}""", encoded);
        Assert.Equal(encoded, Assert.Single((await Batches.ReadAsync($"[{encoded}]")).Canonical()));
        var change = new ImageChange { Id = "a", Date = new ImageDate(1890) };
        Assert.Equal("""{"id":"a","date":"1890"}""", Assert.Single(Batches.Encode(new ImageBatch().Modify(change)).Canonical()));
    }
}
