using System.Globalization;
using System.Text;

namespace Wesog.Server.Tests.Hostile.Wire;

/// <summary>Decodes and encodes chunked text.</summary>
internal static class ChunkedText
{
    public static byte[] Decode(ReadOnlySpan<byte> chunks)
    {
        var content = new List<byte>();
        while (true)
        {
            var lineEnd = chunks.IndexOf("\r\n"u8);
            var digits = Encoding.Latin1.GetString(chunks[..lineEnd]).Split(';')[0];
            var size = int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return [.. content];
            }

            content.AddRange(chunks.Slice(lineEnd + 2, size));
            chunks = chunks[(lineEnd + 2 + size + 2)..];
        }
    }

    /// <param name="content">The bytes.</param>
    /// <param name="nextSize">Returns the size of the next chunk, at least 1.</param>
    public static byte[] Encode(ReadOnlySpan<byte> content, Func<int> nextSize)
    {
        var chunks = new List<byte>();
        while (!content.IsEmpty)
        {
            var size = Math.Min(content.Length, nextSize());
            chunks.AddRange(Encoding.Latin1.GetBytes($"{size:x}\r\n"));
            chunks.AddRange(content[..size]);
            chunks.AddRange("\r\n"u8);
            content = content[size..];
        }

        return [.. chunks, .. "0\r\n\r\n"u8];
    }
}
