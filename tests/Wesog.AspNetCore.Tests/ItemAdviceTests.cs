using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>The 422 names the value that was found and the next step.</summary>
public sealed class ItemAdviceTests(ApiHost host) : IClassFixture<ApiHost>
{
    private readonly ApiClient _api = host.Alpha;

    [Theory]
    [InlineData("\"keywords\":[\"a\",null]", "invalid_type", "keywords[1]", "Leave the entry out")]
    [InlineData("\"title\":[\"a\"]", "invalid_type", "title", "Send one text")]
    [InlineData("\"title\":{\"en\":\"a\"}", "invalid_type", "title", "the text alone")]
    [InlineData("\"title\":7", "invalid_type", "title", "in quotes")]
    [InlineData("\"date\":1890", "invalid_type", "date", "\"1890\"")]
    [InlineData("\"date\":\"1890-5-2\"", "invalid_date", "date", "1890-05-02")]
    [InlineData("\"date\":\"05/02/1890\"", "invalid_date", "date", "YYYY-MM-DD")]
    [InlineData("\"date\":\"1890-02-30\"", "invalid_date", "date", "28 days")]
    [InlineData("\"url_img_thumbnail\":\"https://e.org/1.jpg \"", "invalid_url", "url_img_thumbnail", "Trim it")]
    [InlineData("\"url_img_thumbnail\":\"https://e.org/\u200B1.jpg\"", "invalid_url", "url_img_thumbnail", "U+200B at position 15")]
    [InlineData("\"titel\":\"a\"", "unknown_field", "titel", "\"title\"")]
    [InlineData("\"imgUrl\":\"a\"", "unknown_field", "imgUrl", "Correct its name")]
    public async Task An_error_names_what_is_wrong_with_a_value(string member, string code, string field, string advice)
    {
        var reply = await _api.SendAsync("POST", "/imgs", $$"""[{"id":"a","src":"https://e.org/1",{{member}}}]""");
        var error = Assert.Single(reply.IsProblem(422, "invalid_images")["errors"].EnumerateArray().ToList());
        Assert.Equal((code, field), (error.GetProperty("code").GetString(), error.GetProperty("field").GetString()));
        Assert.Contains(advice, error.GetProperty("msg").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/imgs", "[{\"id\":\"a\\u200b\",\"src\":\"https://e.org/1\"}]")]
    [InlineData("DELETE", "/imgs?id=%EF%BB%BFa", null)]
    [InlineData("DELETE", "/imgs/a%E2%80%AE", null)]
    [InlineData("PUT", "/imgs/a%F3%A0%80%81", "{\"src\":\"https://e.org/1\"}")]
    public async Task An_id_neither_begins_nor_ends_with_an_invisible_character(string method, string target, string? body)
    {
        var error = (await _api.SendAsync(method, target, body)).IsProblem(422, "invalid_images")["errors"][0];
        Assert.Equal("invalid_text", error.GetProperty("code").GetString());
        Assert.Contains("U+", error.GetProperty("msg").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1890-05-02")]
    [InlineData("1890-05")]
    [InlineData("1890")]
    public async Task A_date_is_returned_as_it_was_sent(string date)
    {
        await _api.AddAsync($"dated-{date}", $",\"date\":\"{date}\"");
        Assert.Equal(date, (await _api.GetAsync($"/imgs/dated-{date}")).Is(200)["date"].GetString());
        (await _api.SendAsync("PATCH", $"/imgs/dated-{date}?wait=true", "{\"date\":\"2024\"}")).Is(200);
        Assert.Equal("2024", (await _api.GetAsync($"/imgs/dated-{date}?fields=date")).Is(200)["date"].GetString());
    }

    [Theory]
    [InlineData("es", "Omita la entrada")]
    [InlineData("pt", "Omita a entrada")]
    [InlineData("fr", "Omettez l\u2019entr\u00E9e")]
    [InlineData("ru", "\u041D\u0435 \u043F\u0435\u0440\u0435\u0434\u0430\u0432\u0430\u0439\u0442\u0435")]
    public async Task The_advice_is_in_the_language_of_the_request(string lang, string advice)
    {
        var reply = await _api.SendAsync("PATCH", $"/imgs?lang={lang}", """[{"id":"a","keywords":[null]}]""");
        Assert.Contains(advice, reply.IsProblem(422, "invalid_images")["errors"][0].GetProperty("msg").GetString(), StringComparison.Ordinal);
    }
}
