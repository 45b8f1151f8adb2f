using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Wesog.Serialization;

/// <summary>
/// Writes canonical JSON, for stores that keep the members of an image in another format than <see cref="Images.StoredImage.Json"/> and
/// must return identical bytes.
/// </summary>
/// <remarks><c>docs/architecture.md</c> defines canonical JSON: strings are UTF-8, with the shortest escapes and only where JSON requires them.</remarks>
public static class CanonicalJson
{
    private const string Escaped =
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\"\\";

    private static readonly SearchValues<char> EscapedCharacters = SearchValues.Create(Escaped);
    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Escaped));

    /// <summary>Writes a string with its quotation marks and escapes.</summary>
    /// <param name="target">The target.</param>
    /// <param name="utf8">The string, in valid UTF-8.</param>
    public static void WriteString(IBufferWriter<byte> target, ReadOnlySpan<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Write("\""u8);
        while (utf8.IndexOfAny(EscapedBytes) is var at and >= 0)
        {
            target.Write(utf8[..at]);
            target.Write(Escapes.Of((char)utf8[at]));
            utf8 = utf8[(at + 1)..];
        }

        target.Write(utf8);
        target.Write("\""u8);
    }

    /// <returns>Whether the text has no escape, and so neither a NUL nor half of a surrogate pair.</returns>
    internal static bool WriteString(PooledBuffer<byte> target, ReadOnlySpan<char> text)
    {
        // Nearly all texts have no escape: encode first, then look for characters to escape.
        var room = target.Reserve((text.Length * 3) + 2);
        var status = Utf8.FromUtf16(text, room[1..], out _, out var written, replaceInvalidSequences: false);
        if (status != OperationStatus.Done || room.Slice(1, written).ContainsAny(EscapedBytes))
        {
            WriteEscaped(target, text);
            return false;
        }

        room[0] = (byte)'"';
        room[written + 1] = (byte)'"';
        target.Advance(written + 2);
        return true;
    }

    /// <summary>Writes a string that has no escapes.</summary>
    internal static void WriteRawString(PooledBuffer<byte> target, ReadOnlySpan<byte> utf8)
    {
        var room = target.Reserve(utf8.Length + 2);
        room[0] = (byte)'"';
        utf8.CopyTo(room[1..]);
        room[utf8.Length + 1] = (byte)'"';
        target.Advance(utf8.Length + 2);
    }

    // Also escapes halves of surrogate pairs, which only items with errors have: they are part of the fingerprint.
    private static void WriteEscaped(PooledBuffer<byte> target, ReadOnlySpan<char> text)
    {
        target.Append((byte)'"');
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(EscapedCharacters) is var at and >= 0 ? text[..at] : text;
            Utf8.FromUtf16(plain, target.Reserve(plain.Length * 3), out var read, out var written, replaceInvalidSequences: false);
            target.Advance(written);
            text = text[read..];
            if (!text.IsEmpty)
            {
                target.Append(Escapes.Of(text[0]));
                text = text[1..];
            }
        }

        target.Append((byte)'"');
    }

    // A nested class, so that a process without texts to escape does not create the table.
    private static class Escapes
    {
        private static readonly byte[][] Table = [.. Enumerable.Range(0, '\\' + 1).Select(c => Encode((char)c))];

        public static ReadOnlySpan<byte> Of(char character) => character < Table.Length ? Table[character] : Encode(character);

        private static byte[] Encode(char c) => Encoding.ASCII.GetBytes(c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        });
    }
}
