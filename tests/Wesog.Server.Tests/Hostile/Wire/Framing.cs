using System.Globalization;
using System.Text;

namespace Wesog.Server.Tests.Hostile.Wire;

/// <summary>
/// What RFC 9112 makes of the bytes of a connection: which requests stand in them whole, and so have to be answered.
/// </summary>
/// <param name="Owed">The requests that have to be answered, in their order; an ill-formed one too, and it is the last.</param>
/// <param name="Cut">The request after them that begins and does not end: the server is right to wait, and owes it nothing. Null for none.</param>
internal sealed record Framing(IReadOnlyList<FramedRequest> Owed, FramedRequest? Cut)
{
    /// <summary>The request of a response; null if it is unknown.</summary>
    public FramedRequest? Of(int answer) => answer < Owed.Count ? Owed[answer] : answer == Owed.Count ? Cut : null;

    public static Framing Of(ReadOnlySpan<byte> bytes)
    {
        var owed = new List<FramedRequest>();
        while (true)
        {
            bytes = bytes.TrimStart("\r\n"u8);
            if (bytes.IsEmpty)
            {
                return new(owed, null);
            }

            var headEnd = bytes.IndexOf("\r\n\r\n"u8);
            if (headEnd < 0)
            {
                return new(owed, FramedRequest.Of(Encoding.Latin1.GetString(bytes).Split("\r\n")[0]));
            }

            var head = Encoding.Latin1.GetString(bytes[..headEnd]).Split("\r\n");
            var body = bytes[(headEnd + 4)..];
            var (length, isWellFormed) = Measure(head, body);
            if (length is null)
            {
                return new(owed, FramedRequest.Of(head[0]));
            }

            owed.Add(FramedRequest.Of(head[0]));
            if (!isWellFormed)
            {
                return new(owed, null);
            }

            bytes = body[length.Value..];
        }
    }

    /// <returns>The bytes of the body, null where it is not whole; and whether a next request may follow.</returns>
    private static (int? Length, bool IsWellFormed) Measure(string[] head, ReadOnlySpan<byte> body)
    {
        var isChunked = head.Any(line => line.StartsWith("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase)
            && line.TrimEnd().EndsWith("chunked", StringComparison.OrdinalIgnoreCase));
        if (isChunked)
        {
            return Chunks.Measure(body);
        }

        var lengths = head
            .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(line => line["Content-Length:".Length..].Trim())
            .ToList();
        if (lengths.Count == 0)
        {
            return (0, FramedRequest.Of(head[0]).IsWellFormed);
        }

        // An invalid length, like several lengths, is refused at once.
        return lengths is [var one] && long.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var told)
            ? (told <= body.Length ? ((int)told, FramedRequest.Of(head[0]).IsWellFormed) : (null, true))
            : (0, false);
    }
}
