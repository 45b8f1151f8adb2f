using System.Text;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>413: too many items, or too many bytes once decompressed (section 6).</summary>
public sealed class SizeTests
{
    [Theory]
    [InlineData("POST", "/imgs", """[{"id":"1"},{"id":"2"},{"id":"3"}]""")]
    [InlineData("DELETE", "/imgs", """["1","2","3"]""")]
    [InlineData("DELETE", "/imgs?id=1&id=2&id=3", null)]
    public async Task Too_many_items_are_refused_with_the_bounds(string method, string target, string? body)
    {
        await using var host = await ApiHost.StartAsync(Small);
        var reply = (await host.Alpha.SendAsync(method, target, body)).IsProblem(413, "too_large");
        Assert.Equal((2, 1_000), (reply["max_items"].GetInt32(), reply["max_bytes"].GetInt32()));
        Assert.Contains("more than 2 items", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_many_as_may_be_are_taken()
    {
        await using var host = await ApiHost.StartAsync(Small);
        (await host.Alpha.SendAsync("DELETE", "/imgs", """["1","2"]""")).Is(202);
        (await host.Alpha.SendAsync("DELETE", "/imgs", Padded(1_000))).Is(202);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Too_many_bytes_are_refused_however_small_they_were_compressed(string encoding)
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
    public async Task A_length_told_beforehand_is_enough()
    {
        await using var host = await ApiHost.StartAsync(Small);
        var answer = await RawConnection.AskAsync(
            host.Address, "POST", "/imgs", "Content-Type: application/json\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"too_large\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chunks_without_end_are_stopped()
    {
        await using var host = await ApiHost.StartAsync(Small);
        var chunks = string.Concat(Enumerable.Repeat($"3e8\r\n{new string(' ', 1_000)}\r\n", 3));
        var answer = await RawConnection.AskAsync(
            host.Address, "POST", "/imgs", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", chunks + "0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_servers_own_smaller_limit_gives_way()
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
