using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Wesog.Server.Tests.Running;

/// <summary>The server accepts request lines of 64 KiB (<c>docs/http.md</c>, section "Parameters").</summary>
public sealed class RequestLineTests(LocalServer server) : IClassFixture<LocalServer>
{
    private const int MaxLineLength = 64 << 10;
    private const string Query = "/imgs?validate_only=true&id=";
    private static readonly int _fixedLength = $"DELETE {Query} HTTP/1.1\r\n".Length;

    [Theory]
    [InlineData(10_000, HttpStatusCode.OK)]
    [InlineData(10_001, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_query_string_can_name_as_many_ids_as_a_batch(int count, HttpStatusCode status)
    {
        using var client = server.Process.CreateClient("local");
        using var response = await client.DeleteAsync(Query + string.Join("&id=", Enumerable.Repeat("a", count)));
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(10_000, json.RootElement.GetProperty(status == HttpStatusCode.OK ? "num_total" : "max_items").GetInt32());
    }

    [Theory]
    [InlineData(MaxLineLength, HttpStatusCode.UnprocessableEntity)]
    [InlineData(MaxLineLength + 1, HttpStatusCode.RequestUriTooLong)]
    public async Task A_request_line_of_64_KiB_is_accepted_and_a_longer_one_is_not(int length, HttpStatusCode status)
    {
        using var client = server.Process.CreateClient("local");
        using var response = await client.DeleteAsync(Query + new string('q', length - _fixedLength));
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.UnprocessableEntity, response.Content.Headers.ContentLength > 0);
    }

    [Fact]
    public async Task A_path_in_HTTP_2_can_have_the_same_length()
    {
        await using var second = await ServerProcess.StartAsync(
            arguments: ["--Kestrel:Endpoints:Second:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:Second:Protocols=Http2"]);
        using var client = second.CreateClient("local");
        client.DefaultRequestVersion = HttpVersion.Version20;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var response = await client.DeleteAsync(Query + new string('q', 65_000));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(new MediaTypeHeaderValue("application/problem+json"), response.Content.Headers.ContentType);
    }

    [Fact]
    public async Task A_path_with_a_too_long_id_is_a_problem()
    {
        using var client = server.Process.CreateClient("local");
        using var read = await client.GetAsync("/imgs/" + new string('q', 60_000));
        using var write = await client.DeleteAsync("/imgs/" + new string('q', 60_000));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.UnprocessableEntity), (read.StatusCode, write.StatusCode));
        Assert.Contains("\"image_not_found\"", await read.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("\"too_long\"", await write.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
