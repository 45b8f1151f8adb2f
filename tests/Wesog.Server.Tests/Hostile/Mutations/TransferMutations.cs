using System.Globalization;
using System.Text;
using Wesog.Server.Tests.Hostile.Cases;
using Wesog.Server.Tests.Hostile.Wire;

namespace Wesog.Server.Tests.Hostile.Mutations;

/// <summary>Wrong lengths, chunks, partial sends and corrupted bytes.</summary>
internal static class TransferMutations
{
    private const int LongestPause = 15;

    public static IReadOnlyList<Mutation> All { get; } =
    [
        Carried("a length too short", (dice, draft, body) => draft.Set("Content-Length", Number(dice.Next(body.Length + 1)))),
        Carried("a length too long", (dice, draft, body) => draft.Set("Content-Length", Number(body.Length + dice.Next(1, 100_000)))),
        Carried("two lengths", (_, draft, body) => AddLengths(draft, body.Length, body.Length + 1)),
        Carried("chunks", (dice, draft, body) => Chunk(draft, ChunkedText.Encode(body, () => dice.Next(1, 60)))),
        Carried("tiny chunks", (_, draft, body) => Chunk(draft, ChunkedText.Encode(body, () => 1))),
        Carried("chunks and a length", (dice, draft, body) =>
        {
            draft.Set("Content-Length", Number(body.Length));
            Chunk(draft, ChunkedText.Encode(body, () => dice.Next(1, 60)));
        }),
        Carried("ill-formed chunks", (dice, draft, body) => Chunk(draft, Damage(dice, ChunkedText.Encode(body, () => dice.Next(1, 60))))),
        Carried("chunks with a strange line", (dice, draft, body) => Chunk(
            draft, [.. Encoding.Latin1.GetBytes(dice.Pick(["x\r\n", "\r\n", "-1\r\n", "FFFFFFFFF\r\n", "0;a=b\r\n", "1;" + new string('e', 5_000) + "\r\n", "0x1\r\n", " 1\r\n"])), .. ChunkedText.Encode(body, () => 9)])),
        Carried("another transfer encoding", (dice, draft, _) =>
        {
            draft.ReachesRoutes = false;
            draft.Set("Transfer-Encoding", dice.Pick(["gzip", "identity", "chunked, gzip", "gzip, chunked", "", "chunkedx"]));
        }),
        Carried("an expectation", (dice, draft, _) =>
        {
            var isKnown = dice.Chance(70);
            draft.Set("Expect", isKnown ? dice.Pick(["100-continue", "100-Continue"]) : dice.Pick(["100-continue, x", "x", ""]));
            if (isKnown && dice.Chance(50))
            {
                draft.Pace = AwaitLeave;
            }
        }),
        new("pieces", Stage.Whole, (dice, draft) => draft.Pace = whole => Cut(dice, whole)),
        new("pieces", Stage.Whole, (dice, draft) => draft.Pace = whole => Cut(dice, whole)),
        new("a client that leaves", Stage.Whole, (_, draft) => draft.ClientBehavior = ClientBehavior.Leaves),
        new("another version", Stage.Whole, (dice, draft) =>
        {
            draft.ReachesRoutes = false;
            draft.Version = dice.Pick(["HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "http/1.1", "HTTP/11", "HTTP/1.1 ", "ICY"]);
        }),
        new("cut bytes", Stage.Whole, (dice, draft) => draft.Damage = whole => whole[..dice.Next(1, whole.Length)]),
        new("a damaged head", Stage.Whole, (dice, draft) =>
        {
            draft.ReachesRoutes = false;
            draft.Damage = whole => [.. Damage(dice, HeadOf(whole).ToArray()), .. whole.AsSpan(HeadOf(whole).Length)];
        }),
    ];

    /// <summary>A client that stops in the middle and keeps the connection open.</summary>
    public static Mutation Stall { get; } = new("a stall", Stage.Whole, (dice, draft) =>
    {
        draft.ClientBehavior = ClientBehavior.Stalls;
        var isHead = draft.Body is null || dice.Chance(30);
        draft.ReachesRoutes &= !isHead;
        draft.Damage = whole => isHead
            ? whole[..dice.Next(1, HeadOf(whole).Length)]
            : whole[..dice.Next(HeadOf(whole).Length, whole.Length)];
    });

    private static Mutation Carried(string name, Action<SeededRandom, RequestDraft, byte[]> apply) => new(name, Stage.Transfer, (dice, draft) =>
    {
        if (draft.Body is { } body)
        {
            apply(dice, draft, body);
        }
    });

    private static void AddLengths(RequestDraft draft, params int[] lengths)
    {
        draft.ReachesRoutes = false;
        draft.Headers.AddRange(lengths.Select(length => ("Content-Length", Number(length))));
    }

    private static void Chunk(RequestDraft draft, byte[] chunks)
    {
        draft.Transferred = chunks;
        draft.Headers.Add(("Transfer-Encoding", "chunked"));
    }

    private static byte[] Damage(SeededRandom dice, byte[] bytes)
    {
        for (var n = dice.Next(1, 3); n > 0; n--)
        {
            bytes[dice.Next(bytes.Length)] = dice.Chance(50) ? dice.Pick("\0\r\n :,;%/?"u8.ToArray()) : dice.Bytes(1)[0];
        }

        return bytes;
    }

    // The body, once the server has said that it wants it, or what it makes of the request without.
    private static IEnumerable<SentPart> AwaitLeave(byte[] whole)
    {
        var head = HeadOf(whole);
        return head.Length < whole.Length ? [new(head), new(whole.AsMemory(head.Length), AwaitsWord: true)] : [new(whole)];
    }

    private static IEnumerable<SentPart> Cut(SeededRandom dice, byte[] whole)
    {
        var rest = whole.AsMemory();
        for (var n = dice.Next(1, 5); n > 0 && rest.Length > 1; n--)
        {
            var length = dice.Next(1, rest.Length);
            yield return new(rest[..length], TimeSpan.FromMilliseconds(dice.Next(LongestPause)));
            rest = rest[length..];
        }

        yield return new(rest, TimeSpan.FromMilliseconds(dice.Next(LongestPause)));
    }

    private static ReadOnlyMemory<byte> HeadOf(byte[] whole) =>
        whole.AsMemory(0, whole.AsSpan().IndexOf("\r\n\r\n"u8) is var at and >= 0 ? at + 4 : whole.Length);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
