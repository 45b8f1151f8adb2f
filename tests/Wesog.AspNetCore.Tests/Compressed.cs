using System.IO.Compression;

namespace Wesog.AspNetCore.Tests;

/// <summary>Compresses bodies.</summary>
internal static class Compressed
{
    public static byte[] With(string encoding, ReadOnlySpan<byte> text)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = encoding == "gzip"
            ? new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true)
            : new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(text);
        }

        return compressed.ToArray();
    }
}
