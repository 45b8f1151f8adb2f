using System.Buffers;

namespace Wesog.Serialization;

/// <summary>
/// Writes canonical JSON, for stores that keep the members of an image in another form than
/// <see cref="Images.StoredImage.Json"/> and must give back its very bytes.
/// </summary>
/// <remarks>What canonical means is said in <c>docs/architecture.md</c>.</remarks>
public static class CanonicalJson
{
    /// <summary>Writes a string between quotes: escaped where JSON demands it, in the shortest form, and nowhere else.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="utf8">The string, in valid UTF-8.</param>
    public static void WriteString(IBufferWriter<byte> target, ReadOnlySpan<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Write("\""u8);
        while (utf8.IndexOfAny(CanonicalEscapes.Bytes) is var at and >= 0)
        {
            target.Write(utf8[..at]);
            target.Write(CanonicalEscapes.Of(utf8[at]));
            utf8 = utf8[(at + 1)..];
        }

        target.Write(utf8);
        target.Write("\""u8);
    }
}
