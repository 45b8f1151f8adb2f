using System.Text;
using Wesog.AspNetCore.Tests.Hosting;

namespace Wesog.AspNetCore.Tests;

/// <summary>Bodies may be compressed by gzip or br. Other codings and corrupt streams are refused.</summary>
public sealed class CompressionTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly byte[] Batch = Encoding.UTF8.GetBytes(
        "[" + string.Join(',', Enumerable.Range(0, 500).Select(i => $$"""{"id":"c{{i * 7919}}","src":"https://e.org/{{i}}"}""")) + "]");

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    [InlineData("X-Gzip")]
    public async Task Compressed_bodies_are_read(string encoding) =>
        Assert.Equal(500, (await SendAsync(encoding, Compressed.With(encoding == "br" ? "br" : "gzip", Batch))).Is(200)["num_good"].GetInt32());

    [Fact]
    public async Task Identity_means_no_compression() => (await SendAsync("identity", Batch)).Is(200);

    [Theory]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("gzip, gzip")]
    [InlineData("gzip, br")]
    [InlineData("x-gzip, gzip")]
    [InlineData("x-br")]
    public async Task Other_encodings_are_415(string encoding) =>
        Assert.Equal("gzip, br", (await SendAsync(encoding, Batch)).IsProblem(415, "unsupported_media_type").Header("Accept-Encoding"));

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_stream_that_is_cut_corrupt_or_followed_by_more_is_refused(string encoding)
    {
        var whole = Compressed.With(encoding, Batch);
        foreach (var broken in (byte[][])[whole[..^1], whole[..(whole.Length / 2)], whole[..1], [.. whole, 0], [.. whole, .. Batch], Batch])
        {
            var refusal = (await SendAsync(encoding, broken)).IsProblem(400, "invalid_body");
            Assert.Contains($"\"{encoding}\"", refusal.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_wrong_checksum_is_refused()
    {
        var corrupt = Compressed.With("gzip", Batch);
        corrupt[^6] ^= 1;
        (await SendAsync("gzip", corrupt)).IsProblem(400, "invalid_body");
    }

    private Task<Reply> SendAsync(string encoding, byte[] body) => host.Alpha.SendAsync(
        "POST", "/imgs?validate_only=true", body, ApiClient.Json, ("Content-Encoding", encoding));
}
