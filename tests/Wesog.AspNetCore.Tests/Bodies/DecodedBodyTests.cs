using System.Text;
using Wesog.AspNetCore.Bodies;
using Wesog.AspNetCore.Memory;
using Wesog.AspNetCore.Problems;
using Wesog.Operations;

namespace Wesog.AspNetCore.Tests.Bodies;

/// <summary>A compressed stream that is cut anywhere is detected. Complete streams are decoded with any buffer size.</summary>
public sealed class DecodedBodyTests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, 200).Select(i => $"{i * 7919 % 1009},")));

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Every_cut_stream_is_detected(string encoding)
    {
        var whole = Compressed.With(encoding, Text);
        for (var length = 1; length < whole.Length; length++)
        {
            var refusal = await Assert.ThrowsAsync<ProblemException>(() => DecodeAsync(encoding, whole[..length], 4_096));
            Assert.Equal("invalid_body", refusal.Problem.Code);
        }
    }

    [Theory]
    [InlineData("gzip", 1)]
    [InlineData("gzip", 17)]
    [InlineData("gzip", 1 << 20)]
    [InlineData("br", 1)]
    [InlineData("br", 1 << 20)]
    public async Task Decoded_bytes_equal_the_original(string encoding, int bufferSize)
    {
        Assert.Equal(Text, await DecodeAsync(encoding, Compressed.With(encoding, Text), bufferSize));
        Assert.Empty(await DecodeAsync(encoding, Compressed.With(encoding, []), bufferSize));
        Assert.Equal("\a"u8.ToArray(), await DecodeAsync(encoding, Compressed.With(encoding, "\a"u8), bufferSize));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_body_is_decoded_after_it_has_arrived(string encoding)
    {
        var random = new byte[300_000];
        new Random(1).NextBytes(random);
        var budget = new MemoryBudget(1 << 20);
        Assert.Equal(random, await DecodeAsync(encoding, Compressed.With(encoding, random), 1_000, new RequestMemory(budget, "a", new())));
        Assert.Equal(0, budget.Used);

        budget = new MemoryBudget(200_000);
        await Assert.ThrowsAsync<BatchTooLargeException>(() =>
            DecodeAsync(encoding, Compressed.With(encoding, random), 1_000, new RequestMemory(budget, "a", new())));
        Assert.Equal(0, budget.Used);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_body_that_has_not_arrived_has_no_decoder(string encoding)
    {
        using var arriving = new PendingBody();
        var memory = new RequestMemory(new(1 << 20), "a", new());
        var buffer = new byte[1];

        // The first time loads and initializes what both times use.
        await StartAsync();
        var before = GC.GetAllocatedBytesForCurrentThread();
        await StartAsync();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 10);

        async Task StartAsync()
        {
            await using var body = ContentEncoding.Decode(arriving, encoding, memory);
            Assert.False(body.ReadAsync(buffer.AsMemory(), TestContext.Current.CancellationToken).AsTask().IsCompleted);
        }
    }

    [Fact]
    public async Task Gzip_may_have_several_members()
    {
        var member = Compressed.With("gzip", Text);
        Assert.Equal(Text.Concat(Text), await DecodeAsync("gzip", [.. member, .. member], 4_096));
        await Assert.ThrowsAsync<ProblemException>(() => DecodeAsync("gzip", [.. member, .. member[..^1]], 4_096));
        await Assert.ThrowsAsync<ProblemException>(() => DecodeAsync("gzip", [.. member, 0x1F], 4_096));
        await Assert.ThrowsAsync<ProblemException>(() => DecodeAsync("gzip", [.. member, 0x1F, 0x8B], 4_096));
    }

    private static async Task<byte[]> DecodeAsync(string encoding, byte[] compressed, int bufferSize)
    {
        var budget = new MemoryBudget(1 << 20);
        var text = await DecodeAsync(encoding, compressed, bufferSize, new RequestMemory(budget, "a", new()));
        Assert.Equal(0, budget.Used);
        return text;
    }

    private static async Task<byte[]> DecodeAsync(string encoding, byte[] compressed, int bufferSize, RequestMemory memory)
    {
        await using var body = ContentEncoding.Decode(new MemoryStream(compressed), encoding, memory);
        using var text = new MemoryStream();
        var buffer = new byte[bufferSize];
        while (await body.ReadAsync(buffer.AsMemory()) is var count and > 0)
        {
            text.Write(buffer, 0, count);
        }

        return text.ToArray();
    }

    private sealed class PendingBody : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(new TaskCompletionSource<int>().Task);
    }
}
