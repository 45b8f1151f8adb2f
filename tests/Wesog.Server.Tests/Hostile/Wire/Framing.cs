using System.Globalization;
using System.Text;

namespace Wesog.Server.Tests.Hostile.Wire;

/// <summary>
/// The requests in the bytes of a connection (RFC 9112). Each complete request must get a response.
/// </summary>
/// <param name="Owed">The requests that must get a response, in order. An ill-formed request is the last one.</param>
/// <param name="Cut">The incomplete request after them, for which the server may wait without a response; null if there is none.</param>
internal sealed record Framing(IReadOnlyList<FramedRequest> Owed, FramedRequest? Cut)
{
    /// <summary>The request of a response; null if it is unknown.</summary>
    public FramedRequest? Of(int index) => index < Owed.Count ? Owed[index] : index == Owed.Count ? Cut : null;

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

    /// <returns>The length of the body, null if it is incomplete; and whether another request may follow.</returns>
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

        // An invalid length, like several lengths, is refused immediately.
        return lengths is [var one] && long.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var declared)
            ? (declared <= body.Length ? ((int)declared, FramedRequest.Of(head[0]).IsWellFormed) : (null, true))
            : (0, false);
    }
}
