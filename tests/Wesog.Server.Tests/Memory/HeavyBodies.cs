using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Wesog.Server.Tests.Memory;

/// <summary>Bodies that need much memory.</summary>
internal static class HeavyBodies
{
    /// <summary>A batch of images of some 6,000 bytes each, or more with more captions: their keywords are then as long as a caption.</summary>
    public static byte[] Images(int count, int first = 0, int captions = 1)
    {
        var caption = string.Concat(Enumerable.Repeat("a caption ", 600));
        var keywords = string.Join(',', Enumerable.Repeat($"\"{new string('k', 250)}\"", 24 * (captions - 1)));
        using var body = new MemoryStream(capacity: (count * captions * (6 << 10)) + 1);
        for (var i = first; i < first + count; i++)
        {
            body.Write(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $$"""{{(i == first ? '[' : ',')}}{"id":"{{i:D5}}","src":"https://e.org/{{i}}","caption":"{{caption}}","keywords":[{{keywords}}]}""")));
        }

        body.WriteByte((byte)']');
        return body.ToArray();
    }

    /// <summary>A string of 60 MiB in an array, and less than 63 kB of gzip.</summary>
    public static byte[] Bomb()
    {
        var body = new byte[60 << 20];
        body.AsSpan().Fill((byte)'a');
        "[\""u8.CopyTo(body);
        "\"]"u8.CopyTo(body.AsSpan(body.Length - 2));
        return Compress(body);
    }

    public static byte[] Compress(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return compressed.ToArray();
    }
}
