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
    public static void Write(PooledBuffer<byte> target, ReadOnlySpan<char> text)
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

    /// <summary>A string as it stood between its quotes, free of escapes.</summary>
    public static void WriteRaw(PooledBuffer<byte> target, ReadOnlySpan<byte> utf8)
    {
        target.Append((byte)'"');
        target.Append(utf8);
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
                // Half of a surrogate pair: only faulty items have one, and they are told apart by it (Rejections.Digest).
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
