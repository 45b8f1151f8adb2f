using Wesog.Server.Tests.Hostile.Cases;
using Wesog.Server.Tests.Hostile.Hosting;
using Wesog.Server.Tests.Hostile.Mutations;
using Wesog.Server.Tests.Hostile.Wire;

namespace Wesog.Server.Tests.Hostile;

/// <summary>A body that decompresses to more than the limit costs no more than a body at the limit.</summary>
[Collection(nameof(HostileInput))]
public sealed class BombTests(ITestOutputHelper output)
{
    private const int MaxBodyBytes = 1 << 20;

    // The bytes allocated during one request are an upper bound of the memory in use. They include a buffer that doubles
    // up to the limit and once beyond it, a second buffer if an invalid item is hashed, and the cost of any request,
    // including the client.
    private const int Factor = 8;
    private const int CostOfAnyRequest = 2 << 20;

    [Theory]
    [InlineData("/imgs", null)]
    [InlineData("/imgs?subset=true&wait=true", "k")]
    [InlineData("/ops?subset=true&wait=true", "k")]
    public async Task A_compression_bomb_uses_no_more_memory_than_the_largest_body(string target, string? key)
    {
        await using var server = await HostileServer.StartAsync(maxBodyBytes: MaxBodyBytes);
        foreach (var (encoding, bytes) in Bombs.All)
        {
            foreach (var type in (string[])["application/json", "application/x-ndjson"])
            {
                var bomb = BombOf(target, key, encoding, type, bytes);
                var before = GC.GetTotalAllocatedBytes(precise: true);
                var outcome = await Exchange.RunAsync(bomb, server.Port);
                var allocated = GC.GetTotalAllocatedBytes(precise: true) - before - bytes.Length;

                output.WriteLine($"{bytes.Length} bytes of {encoding} as {type}: {outcome.Responses[0].Status}, {allocated >> 10} KiB");
                Assert.InRange(outcome.Responses[0].Status, 400, 422);
                Assert.True(allocated <= (Factor * MaxBodyBytes) + CostOfAnyRequest, $"The server allocated {allocated} bytes for {bomb}");
            }
        }

        Assert.Empty(server.Faults);
        await Health.AssertWorksAsync(server);
    }

    private static HostileCase BombOf(string target, string? key, string encoding, string type, byte[] bytes)
    {
        var draft = new RequestDraft
        {
            Method = "POST",
            Path = target,
            Body = bytes,
            Headers =
            {
                ("Host", "h"), ("API-Key", HostileServer.Keys[0]), ("Content-Type", type), ("Content-Encoding", encoding), ("Connection", "close"),
            },
        };
        if (key is not null)
        {
            draft.Headers.Add(("Idempotency-Key", key));
        }

        return new(0, 0, "a bomb", [new(draft.Render())], [true], ClientBehavior.Stays);
    }
}
