using System.Text;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>Accepted bodies, and the 400 and 415 responses to others.</summary>
public sealed class BodyTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Batch = """[{"id":"b1","src":"https://e.org/1"}]""";

    private readonly ApiClient _api = host.Alpha;

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("[", 1, 2)]
    [InlineData("[]]", 1, 3)]
    [InlineData("[\n  {\"id\": x}]", 2, 10)]
    [InlineData("[\"\u00E9\", 'a']", 1, 8)]
    public async Task Malformed_json_names_the_first_wrong_byte(string body, int line, int position)
    {
        var reply = (await _api.SendAsync("POST", "/imgs", body)).IsProblem(400, "malformed_json");
        Assert.Equal((line, position), (reply["line"].GetInt32(), reply["position"].GetInt32()));
    }

    [Fact]
    public async Task What_is_not_utf8_is_malformed()
    {
        var reply = await _api.SendAsync("POST", "/imgs", [.. "[{\"id\":\""u8, 0xFF, .. "\"}]"u8], ApiClient.Json);
        Assert.Equal(9, reply.IsProblem(400, "malformed_json")["position"].GetInt32());
    }

    [Theory]
    [InlineData("POST", "/imgs", "{}")]
    [InlineData("PATCH", "/imgs", "null")]
    [InlineData("POST", "/ops", "7")]
    [InlineData("POST", "/imgs/delete", "\"b1\"")]
    [InlineData("PUT", "/imgs/b1", "[]")]
    [InlineData("DELETE", "/imgs/b1", "{}")]
    [InlineData("DELETE", "/imgs?id=b1", "[\"b1\"]")]
    [InlineData("POST", "/imgs/delete?id=b1", "[\"b1\"]")]
    public async Task Another_top_level_two_sources_and_an_unwanted_body_are_invalid(string method, string target, string body) =>
        (await _api.SendAsync(method, target, body)).IsProblem(400, "invalid_body");

    [Theory]
    [InlineData("POST", "/imgs", "[]")]
    [InlineData("POST", "/ops", " [ ] ")]
    [InlineData("DELETE", "/imgs", "[]")]
    [InlineData("DELETE", "/imgs", null)]
    [InlineData("DELETE", "/imgs", "")]
    [InlineData("POST", "/imgs/delete", null)]
    public async Task A_batch_without_an_item_is_empty(string method, string target, string? body) =>
        (await _api.SendAsync(method, target, body)).IsProblem(400, "empty_batch");

    [Theory]
    [InlineData("DELETE", "/imgs?id=b1", 202)]
    [InlineData("DELETE", "/imgs/b1", 202)]
    [InlineData("DELETE", "/imgs", 400)]
    public async Task An_empty_chunked_body_counts_as_no_body(string method, string target, int status)
    {
        var response = await RawConnection.AskAsync(host.Address, method, target, "Transfer-Encoding: chunked\r\n", "0\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_body_of_a_deletion_is_read()
    {
        var response = await RawConnection.AskAsync(
            host.Address, "DELETE", "/imgs?wait=true", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", "1\r\n[\r\n5\r\n\"b1\"]\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", response, StringComparison.Ordinal);
        Assert.Contains("\"num_total\":1", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFF\r\n")]
    public async Task A_malformed_transfer_is_an_invalid_body(string body)
    {
        var response = await RawConnection.AskAsync(
            host.Address, "POST", "/imgs", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", body);
        Assert.StartsWith("HTTP/1.1 400 ", response, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"invalid_body\"", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON;charset=\"UTF-8\"")]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json;charset=\"UTF8\"")]
    public async Task Json_in_utf8_is_accepted(string type) =>
        (await _api.SendAsync("POST", "/imgs?strict=false", Encoding.UTF8.GetBytes(Batch), type)).Is(202);

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=utf16")]
    [InlineData("application/json; charset=utf")]
    [InlineData("application/json; charset=\"\"")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("json")]
    public async Task Another_type_is_415(string? type)
    {
        var reply = await _api.SendAsync("POST", "/imgs", Encoding.UTF8.GetBytes(Batch), type);
        Assert.Equal("application/json, application/x-ndjson", reply.IsProblem(415, "unsupported_media_type").Header("Accept"));
    }

    [Fact]
    public async Task The_problem_says_that_the_content_type_is_missing()
    {
        var detail = (await _api.SendAsync("POST", "/imgs", Encoding.UTF8.GetBytes(Batch), null)).IsProblem(415, "unsupported_media_type").Detail;
        Assert.Contains("Content-Type is missing", detail, StringComparison.Ordinal);
        Assert.Contains("application/json", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_body_of_a_get_is_ignored() => (await _api.SendAsync("GET", "/imgs", "not read")).Is(200);

    [Fact]
    public async Task Parameters_are_checked_first_then_the_key_the_type_and_the_body()
    {
        (string, string)[] badKey = [("Idempotency-Key", new string('k', 256))];
        var broken = "{}"u8.ToArray();
        (await host.Client(null).SendAsync("POST", "/imgs?a=1", broken, "text/plain", badKey)).IsProblem(401, "unauthorized");
        (await _api.SendAsync("POST", "/imgs?a=1", broken, "text/plain", badKey)).IsProblem(400, "invalid_parameter");
        (await _api.SendAsync("POST", "/imgs", broken, "text/plain", badKey)).IsProblem(400, "invalid_key");
        (await _api.SendAsync("POST", "/imgs", broken, "text/plain")).IsProblem(415, "unsupported_media_type");
        (await _api.SendAsync("POST", "/imgs", broken, ApiClient.Json)).IsProblem(400, "invalid_body");
    }
}
