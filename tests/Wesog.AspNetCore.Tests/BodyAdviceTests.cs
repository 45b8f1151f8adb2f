using System.Text;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>The 400 names the position, the probable cause and the next step.</summary>
public sealed class BodyAdviceTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Lines = "application/x-ndjson";

    private readonly ApiClient _api = host.Alpha;

    [Theory]
    [InlineData("{\"id\":\"a\"}\n{\"id\":\"b\"}\n", 2, 1, "application/x-ndjson")]
    [InlineData("[{\"id\":NaN}]", 1, 8, "NaN")]
    [InlineData("[{\"id\":\"a\"},]", 1, 13, "Remove the comma")]
    [InlineData("", 1, 1, "empty")]
    [InlineData("[{\"id\":\"a", 1, 10, "ends within a value")]
    [InlineData("[{'id':1}]", 1, 3, "double quotation marks")]
    [InlineData("[{}] // no", 1, 6, "comment")]
    [InlineData("[{id:1}]", 1, 3, "name of a field")]
    [InlineData("{\n\"id\":\"a\"\n}\n{\n\"id\":\"b\"\n}\n", 4, 1, "into one array")]
    [InlineData("[{\"id\" \"a\"}]", 1, 8, "colon")]
    [InlineData("[{\"id\":None}]", 1, 8, "null in place of None")]
    [InlineData("[{\"id\":1,5}]", 1, 10, "number")]
    [InlineData("[{\"id\":\"a,\"src\":1}]", 1, 12, "lacks its closing quotation mark")]
    [InlineData("[{},,{}]", 1, 5, "no value before it")]
    [InlineData("[{\"id\":\"a\"]", 1, 11, "does not fit")]
    [InlineData("<html>", 1, 1, "HTML or XML")]
    public async Task A_malformed_json_problem_names_the_cause_and_the_next_step(string body, int line, int position, string advice) =>
        AssertMalformed(await _api.SendAsync("POST", "/imgs", body), line, position, advice);

    [Theory]
    [InlineData("iso-8859-1", "[{\"id\":\"\u00E9\"}]", 9, "UTF-8")]
    [InlineData("utf-16", "[{\"id\":\"a\"}]", 2, "UTF-16")]
    [InlineData("utf-16BE", "[{\"id\":\"a\"}]", 1, "UTF-16")]
    public async Task Another_encoding_is_recognised(string encoding, string body, int position, string advice) =>
        AssertMalformed(await _api.SendAsync("POST", "/imgs", Encoding.GetEncoding(encoding).GetBytes(body), ApiClient.Json), 1, position, advice);

    [Fact]
    public async Task A_byte_order_mark_of_utf_16_is_recognised() => AssertMalformed(
        await _api.SendAsync("POST", "/imgs", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("[]")], ApiClient.Json), 1, 1, "UTF-16");

    [Fact]
    public async Task Compressed_bytes_without_their_header_are_recognised()
    {
        AssertMalformed(await _api.SendAsync("POST", "/imgs", Compressed.With("gzip", "[]"u8), ApiClient.Json), 1, 1, "Content-Encoding: gzip or br");
        AssertMalformed(await _api.SendAsync("POST", "/imgs", Compressed.With("gzip", "[]"u8), Lines), 1, 1, "Content-Encoding: gzip");
    }

    [Fact]
    public async Task Pretty_printed_json_as_lines_is_recognised() => AssertMalformed(
        await _api.SendAsync("POST", "/imgs", "{\n  \"id\": \"a\"\n}\n"u8.ToArray(), Lines), 1, 2, "one item a line");

    [Theory]
    [InlineData("POST", "/imgs", "\"[{}]\"", "encoded twice")]
    [InlineData("PUT", "/imgs", "{\"results\":[{\"id\":\"a\"}],\"count\":1}", "stands in \"results\"")]
    [InlineData("POST", "/imgs", "{\"images\":[{\"id\":\"a\"}]}", "only the array")]
    [InlineData("POST", "/imgs", "{\"count\":1,\"items\":[{\"id\":\"a\"}]}", "only the array")]
    [InlineData("POST", "/imgs", "{\"data\":[]}", "only the array")]
    [InlineData("POST", "/imgs/delete", "{\"ids\":[\"a\"]}", "only the array")]
    [InlineData("POST", "/imgs", "{\"keywords\":[\"a\"]}", "square brackets")]
    [InlineData("POST", "/imgs", "{\"id\":\"a\",\"people\":[{}]}", "square brackets")]
    [InlineData("POST", "/imgs", "{\"people\":[\"a\"],\"name\":1}", "square brackets")]
    [InlineData("POST", "/imgs", "{\"id\":\"a\"}", "square brackets")]
    [InlineData("POST", "/ops", "{\"method\":\"del\",\"image\":{\"id\":\"a\"}}", "square brackets")]
    [InlineData("PUT", "/imgs/a", "[{}]", "one JSON object")]
    public async Task An_invalid_top_level_problem_names_what_was_found(string method, string target, string body, string advice) => Assert.Contains(
        advice, (await _api.SendAsync(method, target, body)).IsProblem(400, "invalid_body").Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData("POST", "/imgs", Lines, "[{\"id\":\"a\"}]", "application/json")]
    [InlineData("POST", "/imgs", ApiClient.Json, "[[{\"id\":\"a\"}]]", "without another array")]
    [InlineData("POST", "/imgs", ApiClient.Json, "[\"{\\\"id\\\":\\\"a\\\"}\"]", "encoded twice")]
    [InlineData("POST", "/ops", ApiClient.Json, "[\"{\\\"method\\\":\\\"del\\\"}\"]", "encoded twice")]
    [InlineData("POST", "/imgs", ApiClient.Json, "[\"a\"]", "must be an object, not a string")]
    public async Task An_invalid_item_error_names_the_type_that_was_found(string method, string target, string type, string body, string advice) => Assert.Contains(
        advice, (await _api.SendAsync(method, target, Encoding.UTF8.GetBytes(body), type)).IsProblem(422, "invalid_images")["errors"][0].GetProperty("msg").GetString(), StringComparison.Ordinal);

    [Fact]
    public async Task A_problem_of_too_many_levels_names_the_limit() => AssertMalformed(
        await _api.SendAsync("POST", "/imgs", new string('[', 65)), 1, 65, "64 levels");

    [Theory]
    [InlineData("es", "Elimine la coma")]
    [InlineData("pt", "Remova a v\u00EDrgula")]
    [InlineData("fr", "Supprimez la virgule")]
    [InlineData("ru", "\u0423\u0434\u0430\u043B\u0438\u0442\u0435 \u0437\u0430\u043F\u044F\u0442\u0443\u044E")]
    public async Task The_advice_is_in_the_language_of_the_request(string lang, string advice)
    {
        Assert.Contains(advice, (await _api.SendAsync("POST", $"/imgs?lang={lang}", "[1,]")).IsProblem(400, "malformed_json").Detail, StringComparison.Ordinal);
        var header = await _api.SendAsync("POST", "/imgs", "[1,]", ("Accept-Language", lang));
        Assert.Contains(advice, header.IsProblem(400, "malformed_json").Detail, StringComparison.Ordinal);
    }

    private static void AssertMalformed(Reply reply, int line, int position, string advice)
    {
        reply.IsProblem(400, "malformed_json");
        Assert.Equal((line, position), (reply["line"].GetInt32(), reply["position"].GetInt32()));
        Assert.Contains(advice, reply.Detail, StringComparison.Ordinal);
    }
}
