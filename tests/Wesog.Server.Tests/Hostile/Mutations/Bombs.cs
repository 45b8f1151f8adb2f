using System.IO.Compression;
using System.Text;

namespace Wesog.Server.Tests.Hostile.Mutations;

/// <summary>Compression bombs: small bodies that decompress to large ones. Each is created once.</summary>
internal static class Bombs
{
    /// <summary>The bombs by name, with their encoding.</summary>
    public static IReadOnlyList<(string Encoding, byte[] Bytes)> All { get; } =
    [
        ("gzip", Gzip(Spaces(8 << 20))),
        ("br", Brotli(Spaces(32 << 20))),
        ("gzip", Gzip(Text(4 << 20))),
        ("br", Brotli(Text(8 << 20))),
        ("gzip", Gzip(Items())),
        ("br", Brotli(Items())),
        ("gzip", Gzip(Gzip(Gzip(Spaces(16 << 20))))),
        ("gzip", EmptyMembers(2_500)),
        ("gzip", EmptyMembers(20_000)),
        ("gzip", Gzip(Members())),
        ("br", Brotli(Members())),
        ("gzip", Gzip(Values())),
    ];

    public static byte[] Compress(string encoding, byte[] content) => encoding == "br" ? Brotli(content) : Gzip(content);

    private static byte[] Gzip(byte[] content) => CompressWith(content, target => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true));

    private static byte[] Brotli(byte[] content) => CompressWith(content, target => new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true));

    // Empty gzip members: the content is empty for any number of them. GZipStream does not write a member for empty content.
    private static byte[] EmptyMembers(int count) => [.. Enumerable.Repeat(Convert.FromHexString("1F8B08000000000000030300" + "0000000000000000"), count).SelectMany(member => member)];

    private static byte[] Spaces(int count)
    {
        var spaces = new byte[count];
        spaces.AsSpan().Fill((byte)' ');
        return spaces;
    }

    // One text without an end: a reader that waits for the end buffers all of it.
    private static byte[] Text(int count)
    {
        var text = Spaces(count);
        text.AsSpan().Fill((byte)'x');
        "[{\"id\":\"a\",\"src\":\"http://a/\",\"caption\":\""u8.CopyTo(text);
        return text;
    }

    private static byte[] Items() => Encoding.UTF8.GetBytes("[" + new StringBuilder().Insert(0, "{\"id\":\"b\"},", 200_000));

    // One complete item with only unknown members. It is slightly below the limit that BombTests sets.
    private static byte[] Members() => Encoding.UTF8.GetBytes($"[{{{new StringBuilder().Insert(0, "\"k\":1,", 170_000)}\"k\":1}}]");

    // One complete item with one member that has many values.
    private static byte[] Values() => Encoding.UTF8.GetBytes($"[{{\"x\":[{new StringBuilder().Insert(0, "1,", 500_000)}1]}}]");

    private static byte[] CompressWith(byte[] content, Func<Stream, Stream> createCompressor)
    {
        using var target = new MemoryStream();
        using (var compressed = createCompressor(target))
        {
            compressed.Write(content);
        }

        return target.ToArray();
    }
}
