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
        Of("UTF-16 with its mark", (_, body) => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(body))]),
        Of("UTF-32", (_, body) => Encoding.UTF32.GetBytes(Encoding.UTF8.GetString(body))),
        Of("Latin-1", (_, body) => Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(body))),
        Of("random bytes", (dice, _) => dice.Bytes(dice.Next(1, 3_000))),
        Packed("compressed", (_, _, packed) => packed),
        Packed("compressed", (_, _, packed) => packed),
        Packed("compressed and cut", (dice, _, packed) => packed[..dice.Next(packed.Length + 1)]),
        Packed("compressed and corrupt", (dice, _, packed) => Corrupt(dice, packed)),
        Packed("compressed and corrupt", (dice, _, packed) => Corrupt(dice, packed)),
        Packed("compressed and followed by more", (dice, _, packed) => [.. packed, .. dice.Bytes(dice.Next(1, 40))]),
        Packed("compressed twice", (_, encoding, packed) => Bombs.Compress(encoding, packed)),
        Packed("compressed in members", (_, encoding, packed) => [.. packed, .. Bombs.Compress(encoding, "  "u8.ToArray()), .. Bombs.Compress(encoding, [])]),
        new("a bomb", Stage.Encoding, (dice, draft) =>
        {
            var (encoding, bytes) = dice.Pick(Bombs.All);
            draft.Body = dice.Chance(20) ? Corrupt(dice, [.. bytes]) : bytes;
            draft.Set("Content-Encoding", encoding);
            draft.Set("Content-Type", dice.Pick(["application/json", "application/x-ndjson"]));
        }),
        new("an encoding by name only", Stage.Encoding, (dice, draft) => draft.Set(
            "Content-Encoding",
            dice.Pick(["gzip", "br", "deflate", "zstd", "identity", "gzip, br", "gzip;q=1", "", "GZIP", "x-gzip", "*", new string('g', 2_000)]))),
    ];

    private static Mutation Of(string name, Func<SeededRandom, byte[], byte[]> change) => new(name, Stage.Encoding, (dice, draft) =>
    {
        if (draft.Body is { } body)
        {
            draft.Body = change(dice, body);
        }
    });

    private static Mutation Packed(string name, Func<SeededRandom, string, byte[], byte[]> change) => new(name, Stage.Encoding, (dice, draft) =>
    {
        if (draft.Body is { } body)
        {
            var encoding = dice.Pick(["gzip", "br"]);
            draft.Body = change(dice, encoding, Bombs.Compress(encoding, body));
            draft.Set("Content-Encoding", encoding);
        }
    });

    private static byte[] Corrupt(SeededRandom dice, byte[] bytes)
    {
        for (var n = dice.Next(1, 5); n > 0 && bytes.Length > 0; n--)
        {
            bytes[dice.Next(bytes.Length)] ^= (byte)(1 << dice.Next(8));
        }

        return bytes;
    }
}
