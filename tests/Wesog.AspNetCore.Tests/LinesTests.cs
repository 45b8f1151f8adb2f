using System.Text;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>NDJSON: one item per line, on the batch routes only.</summary>
public sealed class LinesTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Lines = "application/x-ndjson";

    [Theory]
    [InlineData("{\"id\":\"%1\",\"src\":\"https://e.org/1\"}\n{\"id\":\"%2\",\"src\":\"https://e.org/1\"}\n")]
    [InlineData("\r\n{\"id\":\"%1\",\"src\":\"https://e.org/1\"}\r\n\r\n  \n{\"id\":\"%2\",\"src\":\"https://e.org/1\"}")]
    public async Task Blank_lines_crlf_and_a_missing_last_newline_are_fine(string body)
    {
        var prefix = Guid.NewGuid().ToString("N");
        var reply = await SendAsync("POST", "/imgs?wait=true", body.Replace("%", prefix, StringComparison.Ordinal));
        Assert.Equal(2, reply.Is(200)["num_good"].GetInt32());
    }

    [Theory]
    [InlineData("PUT", "/imgs?validate_only=true&strict=false", """{"id":"l1","src":"https://e.org/1"}""", "upd")]
    [InlineData("PATCH", "/imgs?validate_only=true&strict=false", """{"id":"l1","title":"t"}""", "upd")]
    [InlineData("DELETE", "/imgs?validate_only=true", "\"l1\"", "del")]
    [InlineData("POST", "/imgs/delete?validate_only=true", "{\"id\":\"l1\"}", "del")]
    [InlineData("POST", "/ops?validate_only=true", """{"method":"del","image":{"id":"l1"}}""", "del")]
    public async Task All_batch_routes_accept_lines(string method, string target, string body, string does) =>
        Assert.Equal(does, (await SendAsync(method, target, body)).Is(200)["method"].GetString());

    [Theory]
    [InlineData("application/ndjson")]
    [InlineData("application/jsonl")]
    [InlineData("Application/JSONL; charset=utf-8")]
    public async Task Other_media_types_of_lines_are_accepted(string type)
    {
        var body = Encoding.UTF8.GetBytes("\"l1\"\n\"l2\"\n");
        Assert.Equal(2, (await host.Alpha.SendAsync("DELETE", "/imgs?validate_only=true", body, type)).Is(200)["num_total"].GetInt32());
        (await host.Alpha.SendAsync("PUT", "/imgs/l1", body, type)).IsProblem(415, "unsupported_media_type");
    }

    [Theory]
    [InlineData("POST", "/imgs", "\n \r\n")]
    [InlineData("POST", "/imgs", "")]
    [InlineData("DELETE", "/imgs", "\n")]
    public async Task Lines_without_an_item_are_an_empty_batch(string method, string target, string body) =>
        (await SendAsync(method, target, body)).IsProblem(400, "empty_batch");

    [Fact]
    public async Task The_problem_names_the_wrong_line()
    {
        var reply = (await SendAsync("POST", "/imgs", "{\"id\":\"l1\"}\n\n{\"id\":}\n")).IsProblem(400, "malformed_json");
        Assert.Equal((3, 7), (reply["line"].GetInt32(), reply["position"].GetInt32()));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task A_route_of_one_image_does_not_accept_lines(string method)
    {
        var reply = (await SendAsync(method, "/imgs/l1", """{"src":"https://e.org/1"}""")).IsProblem(415, "unsupported_media_type");
        Assert.Equal("application/json", reply.Header("Accept"));
    }

    private Task<Reply> SendAsync(string method, string target, string body) =>
        host.Alpha.SendAsync(method, target, Encoding.UTF8.GetBytes(body), Lines);
}
