using System.Text;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>413: too many items, or too many bytes after decompression.</summary>
public sealed class SizeTests
{
    [Theory]
    [InlineData("POST", "/imgs", """[{"id":"1"},{"id":"2"},{"id":"3"}]""")]
    [InlineData("DELETE", "/imgs", """["1","2","3"]""")]
    [InlineData("DELETE", "/imgs?id=1&id=2&id=3", null)]
    public async Task Too_many_items_are_413_with_the_limits(string method, string target, string? body)
    {
        await using var host = await ApiHost.StartAsync(Small);
        var reply = (await host.Alpha.SendAsync(method, target, body)).IsProblem(413, "too_large");
        Assert.Equal((2, 1_000), (reply["max_items"].GetInt32(), reply["max_bytes"].GetInt32()));
        Assert.Contains("more than 2 items", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_largest_allowed_batch_is_accepted()
    {
        await using var host = await ApiHost.StartAsync(Small);
        (await host.Alpha.SendAsync("DELETE", "/imgs", """["1","2"]""")).Is(202);
        (await host.Alpha.SendAsync("DELETE", "/imgs", Padded(1_000))).Is(202);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Too_many_decompressed_bytes_are_413(string encoding)
    {
        await using var host = await ApiHost.StartAsync(Small);
        var body = Encoding.UTF8.GetBytes(Padded(1_001));
        var sent = encoding == "identity" ? body : Compressed.With(encoding, body);
        Assert.Equal(encoding != "identity", sent.Length < 100);
        var reply = (await host.Alpha.SendAsync("DELETE", "/imgs", sent, ApiClient.Json, ("Content-Encoding", encoding)))
            .IsProblem(413, "too_large");
        Assert.Contains("more than 1000 bytes", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_content_length_over_the_limit_is_413_before_the_body_is_read()
    {
        await using var host = await ApiHost.StartAsync(Small);
        var response = await RawConnection.AskAsync(
            host.Address, "POST", "/imgs", "Content-Type: application/json\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", response, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"too_large\"", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_chunked_body_is_413()
    {
        await using var host = await ApiHost.StartAsync(Small);
        var chunks = string.Concat(Enumerable.Repeat($"3e8\r\n{new string(' ', 1_000)}\r\n", 3));
        var response = await RawConnection.AskAsync(
            host.Address, "POST", "/imgs", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", chunks + "0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_of_the_web_server_is_raised()
    {
        await using var host = await ApiHost.StartAsync(new HostPlan());
        var body = Encoding.UTF8.GetBytes(Padded(64 << 20));
        (await host.Alpha.SendAsync("DELETE", "/imgs?validate_only=true", body, ApiClient.Json)).Is(200);
    }

    private static HostPlan Small => new()
    {
        Engine = options =>
        {
            options.Limits.MaxBatchItems = 2;
            options.Limits.MaxBodyBytes = 1_000;
        },
    };

    private static string Padded(int length) => "[\"1\"]".PadRight(length);
}
