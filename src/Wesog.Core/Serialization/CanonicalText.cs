using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Wesog.Serialization;

/// <summary>
/// Strings in canonical JSON: UTF-8 with no escape but those JSON demands, each in its shortest form. So equal texts
/// are equal bytes, and a string that was sent without escapes is canonical as it is.
/// </summary>
internal static class CanonicalText
{
    /// <returns>Whether the text is plain: nothing in it needs an escape, so there is no NUL and no half of a surrogate pair.</returns>
    public static bool Write(PooledBuffer<byte> target, ReadOnlySpan<char> text)
    {
        // As nearly all texts are plain: first as if it were, then a look at what came out.
        var room = target.Reserve((text.Length * 3) + 2);
        var status = Utf8.FromUtf16(text, room[1..], out _, out var written, replaceInvalidSequences: false);
        if (status != OperationStatus.Done || room.Slice(1, written).ContainsAny(CanonicalEscapes.Bytes))
        {
            WriteEscaped(target, text);
            return false;
        }

        room[0] = (byte)'"';
        room[written + 1] = (byte)'"';
        target.Advance(written + 2);
        return true;
    }

    /// <summary>A string as it stood between its quotes, free of escapes.</summary>
    public static void WriteRaw(PooledBuffer<byte> target, ReadOnlySpan<byte> utf8)
    {
        var room = target.Reserve(utf8.Length + 2);
        room[0] = (byte)'"';
        utf8.CopyTo(room[1..]);
        room[utf8.Length + 1] = (byte)'"';
        target.Advance(utf8.Length + 2);
    }

    private static void WriteEscaped(PooledBuffer<byte> target, ReadOnlySpan<char> text)
    {
        target.Append((byte)'"');
        while (text.IndexOfAny(CanonicalEscapes.Characters) is var at and >= 0)
        {
            WritePlain(target, text[..at]);
            target.Append(CanonicalEscapes.Of(text[at]));
            text = text[(at + 1)..];
        }

        WritePlain(target, text);
        target.Append((byte)'"');
    }

    private static void WritePlain(PooledBuffer<byte> target, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var status = Utf8.FromUtf16(text, target.Reserve(text.Length * 3), out var read, out var written, replaceInvalidSequences: false);
            target.Advance(written);
            text = text[read..];
            if (status != OperationStatus.Done)
            {
                // Half of a surrogate pair: only faulty items have one, and they are told apart by it (ItemErrors.Digest).
                WriteCode(target, text[0]);
                text = text[1..];
            }
        }
    }

    private static void WriteCode(PooledBuffer<byte> target, char c)
    {
        target.Append("\\u"u8);
        ((ushort)c).TryFormat(target.Reserve(4), out var written, "x4", CultureInfo.InvariantCulture);
        target.Advance(written);
    }
}
