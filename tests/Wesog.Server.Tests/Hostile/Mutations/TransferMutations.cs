using System.Globalization;
using System.Text;
using Wesog.Server.Tests.Hostile.Cases;
using Wesog.Server.Tests.Hostile.Wire;

namespace Wesog.Server.Tests.Hostile.Mutations;

/// <summary>Wrong lengths, chunks, partial sends and corrupted bytes.</summary>
internal static class TransferMutations
{
    private const int MaxPauseMs = 15;

    public static IReadOnlyList<Mutation> All { get; } =
    [
        OfBody("a length too short", (random, draft, body) => draft.Set("Content-Length", Number(random.Next(body.Length + 1)))),
        OfBody("a length too long", (random, draft, body) => draft.Set("Content-Length", Number(body.Length + random.Next(1, 100_000)))),
        OfBody("two lengths", (_, draft, body) => AddLengths(draft, body.Length, body.Length + 1)),
        OfBody("chunks", (random, draft, body) => Chunk(draft, ChunkedText.Encode(body, () => random.Next(1, 60)))),
        OfBody("tiny chunks", (_, draft, body) => Chunk(draft, ChunkedText.Encode(body, () => 1))),
        OfBody("chunks and a length", (random, draft, body) =>
        {
            draft.Set("Content-Length", Number(body.Length));
            Chunk(draft, ChunkedText.Encode(body, () => random.Next(1, 60)));
        }),
        OfBody("ill-formed chunks", (random, draft, body) => Chunk(draft, Damage(random, ChunkedText.Encode(body, () => random.Next(1, 60))))),
        OfBody("chunks with an invalid first line", (random, draft, body) => Chunk(
            draft, [.. Encoding.Latin1.GetBytes(random.Pick(["x\r\n", "\r\n", "-1\r\n", "FFFFFFFFF\r\n", "0;a=b\r\n", "1;" + new string('e', 5_000) + "\r\n", "0x1\r\n", " 1\r\n"])), .. ChunkedText.Encode(body, () => 9)])),
        OfBody("another transfer encoding", (random, draft, _) =>
        {
            draft.ReachesRoutes = false;
            draft.Set("Transfer-Encoding", random.Pick(["gzip", "identity", "chunked, gzip", "gzip, chunked", "", "chunkedx"]));
        }),
        OfBody("an expectation", (random, draft, _) =>
        {
            var isKnown = random.Chance(70);
            draft.Set("Expect", isKnown ? random.Pick(["100-continue", "100-Continue"]) : random.Pick(["100-continue, x", "x", ""]));
            if (isKnown && random.Chance(50))
            {
                draft.Pace = AwaitResponse;
            }
        }),
        new("several parts", Stage.Whole, (random, draft) => draft.Pace = whole => Cut(random, whole)),
        new("several parts", Stage.Whole, (random, draft) => draft.Pace = whole => Cut(random, whole)),
        new("a client that disconnects", Stage.Whole, (_, draft) => draft.ClientBehavior = ClientBehavior.Leaves),
        new("another version", Stage.Whole, (random, draft) =>
        {
            draft.ReachesRoutes = false;
            draft.Version = random.Pick(["HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "http/1.1", "HTTP/11", "HTTP/1.1 ", "ICY"]);
        }),
        new("cut bytes", Stage.Whole, (random, draft) => draft.Damage = whole => whole[..random.Next(1, whole.Length)]),
        new("a damaged head", Stage.Whole, (random, draft) =>
        {
            draft.ReachesRoutes = false;
            draft.Damage = whole => [.. Damage(random, HeadOf(whole).ToArray()), .. whole.AsSpan(HeadOf(whole).Length)];
        }),
    ];

    /// <summary>A client that stops in the middle and keeps the connection open.</summary>
    public static Mutation Stall { get; } = new("a stall", Stage.Whole, (random, draft) =>
    {
        draft.ClientBehavior = ClientBehavior.Stalls;
        var isHead = draft.Body is null || random.Chance(30);
        draft.ReachesRoutes &= !isHead;
        draft.Damage = whole => isHead
            ? whole[..random.Next(1, HeadOf(whole).Length)]
            : whole[..random.Next(HeadOf(whole).Length, whole.Length)];
    });

    private static Mutation OfBody(string name, Action<SeededRandom, RequestDraft, byte[]> apply) => new(name, Stage.Transfer, (random, draft) =>
    {
        if (draft.Body is { } body)
        {
            apply(random, draft, body);
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

    private static byte[] Damage(SeededRandom random, byte[] bytes)
    {
        for (var n = random.Next(1, 3); n > 0; n--)
        {
            bytes[random.Next(bytes.Length)] = random.Chance(50) ? random.Pick("\0\r\n :,;%/?"u8.ToArray()) : random.Bytes(1)[0];
        }

        return bytes;
    }

    // Sends the body after the first bytes of the response: an interim or a final one.
    private static IEnumerable<SentPart> AwaitResponse(byte[] whole)
    {
        var head = HeadOf(whole);
        return head.Length < whole.Length ? [new(head), new(whole.AsMemory(head.Length), AwaitsWord: true)] : [new(whole)];
    }

    private static IEnumerable<SentPart> Cut(SeededRandom random, byte[] whole)
    {
        var rest = whole.AsMemory();
        for (var n = random.Next(1, 5); n > 0 && rest.Length > 1; n--)
        {
            var length = random.Next(1, rest.Length);
            yield return new(rest[..length], TimeSpan.FromMilliseconds(random.Next(MaxPauseMs)));
            rest = rest[length..];
        }

        yield return new(rest, TimeSpan.FromMilliseconds(random.Next(MaxPauseMs)));
    }

    private static ReadOnlyMemory<byte> HeadOf(byte[] whole) =>
        whole.AsMemory(0, whole.AsSpan().IndexOf("\r\n\r\n"u8) is var at and >= 0 ? at + 4 : whole.Length);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
