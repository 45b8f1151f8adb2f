using System.Text;
using Wesog.Server.Tests.Hostile.Cases;

namespace Wesog.Server.Tests.Hostile.Mutations;

/// <summary>Other encodings, and compressed content that is cut, corrupt, nested or a bomb.</summary>
internal static class EncodingMutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        Of("a byte order mark", (_, body) => [0xEF, 0xBB, 0xBF, .. body]),
        Of("UTF-16", (_, body) => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body))),
        Of("UTF-16 with a byte order mark", (_, body) => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(body))]),
        Of("UTF-32", (_, body) => Encoding.UTF32.GetBytes(Encoding.UTF8.GetString(body))),
        Of("Latin-1", (_, body) => Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(body))),
        Of("random bytes", (random, _) => random.Bytes(random.Next(1, 3_000))),
        Compressed("compressed", (_, _, compressed) => compressed),
        Compressed("compressed", (_, _, compressed) => compressed),
        Compressed("compressed and cut", (random, _, compressed) => compressed[..random.Next(compressed.Length + 1)]),
        Compressed("compressed and corrupt", (random, _, compressed) => Corrupt(random, compressed)),
        Compressed("compressed and corrupt", (random, _, compressed) => Corrupt(random, compressed)),
        Compressed("compressed with trailing bytes", (random, _, compressed) => [.. compressed, .. random.Bytes(random.Next(1, 40))]),
        Compressed("compressed twice", (_, encoding, compressed) => Bombs.Compress(encoding, compressed)),
        Compressed("compressed in members", (_, encoding, compressed) => [.. compressed, .. Bombs.Compress(encoding, "  "u8.ToArray()), .. Bombs.Compress(encoding, [])]),
        new("a bomb", Stage.Encoding, (random, draft) =>
        {
            var (encoding, bytes) = random.Pick(Bombs.All);
            draft.Body = random.Chance(20) ? Corrupt(random, [.. bytes]) : bytes;
            draft.Set("Content-Encoding", encoding);
            draft.Set("Content-Type", random.Pick(["application/json", "application/x-ndjson"]));
        }),
        new("a content encoding without compression", Stage.Encoding, (random, draft) => draft.Set(
            "Content-Encoding",
            random.Pick(["gzip", "br", "deflate", "zstd", "identity", "gzip, br", "gzip;q=1", "", "GZIP", "x-gzip", "*", new string('g', 2_000)]))),
    ];

    private static Mutation Of(string name, Func<SeededRandom, byte[], byte[]> change) => new(name, Stage.Encoding, (random, draft) =>
    {
        if (draft.Body is { } body)
        {
            draft.Body = change(random, body);
        }
    });

    private static Mutation Compressed(string name, Func<SeededRandom, string, byte[], byte[]> change) => new(name, Stage.Encoding, (random, draft) =>
    {
        if (draft.Body is { } body)
        {
            var encoding = random.Pick(["gzip", "br"]);
            draft.Body = change(random, encoding, Bombs.Compress(encoding, body));
            draft.Set("Content-Encoding", encoding);
        }
    });

    private static byte[] Corrupt(SeededRandom random, byte[] bytes)
    {
        for (var n = random.Next(1, 5); n > 0 && bytes.Length > 0; n--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }
}
