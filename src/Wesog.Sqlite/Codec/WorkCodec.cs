using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Sqlite.Codec;

/// <summary>
/// Encodes an operation's payload in parts of about one mebibyte, so that no single buffer has the size of the batch. The
/// first part starts with the format version, the text language and the item errors. Items follow; no item is split.
/// </summary>
/// <remarks>
/// The digest of the item errors is not stored. Only the fingerprint uses it, and the fingerprint is computed earlier.
/// </remarks>
internal static class WorkCodec
{
    public const byte Version = 2;
    public const int PartBytes = 1 << 20;

    // Earlier program versions stored operations in this format, which has no error counts.
    private const byte VersionWithoutCounts = 1;

    public static IReadOnlyList<byte[]> Encode(OperationPayload work)
    {
        var parts = new List<byte[]>();
        var writer = new ByteWriter((int)Math.Min(Measure(work), PartBytes + (PartBytes / 8)));
        writer.Byte(Version);
        writer.Byte((byte)work.TextLanguage);
        writer.Number(work.ItemErrors.Count);
        writer.Byte(work.ItemErrors.Truncated ? (byte)1 : (byte)0);
        ErrorCodec.Write(writer, work.ItemErrors.Errors);
        ErrorCountCodec.Write(writer, work.ItemErrors.ErrorCounts);
        writer.Number(work.Items.Count);
        foreach (var item in work.Items)
        {
            Write(writer, item);
            if (writer.Length >= PartBytes)
            {
                parts.Add(writer.Take());
            }
        }

        if (writer.Length > 0)
        {
            parts.Add(writer.Take());
        }

        return parts;
    }

    /// <summary>Returns the encoded size without encoding. Counts toward the queue limits.</summary>
    public static long Measure(OperationPayload work)
    {
        var bytes = 3L + ByteWriter.LengthOf(work.ItemErrors.Count) + ErrorCodec.Measure(work.ItemErrors.Errors)
            + ErrorCountCodec.Measure(work.ItemErrors.ErrorCounts) + ByteWriter.LengthOf(work.Items.Count);
        foreach (var item in work.Items)
        {
            bytes += 1 + ByteWriter.LengthOf(item.Position) + ByteWriter.LengthOf(item.ImageId) + ByteWriter.LengthOfBytes(item.Json.Length);
        }

        return bytes;
    }

    /// <exception cref="InvalidDataException">The parts are not in a known format.</exception>
    public static OperationPayload Decode(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        if (parts.Count == 0 || parts[0].Span is not [Version or VersionWithoutCounts, ..])
        {
            throw new InvalidDataException($"An operation's items are in no version of their form up to {Version}.");
        }

        var reader = new ByteReader(parts[0][1..]);
        var language = (Language)reader.Byte();
        var count = reader.Number();
        var truncated = reader.Byte() == 1;
        var rejections = new ItemErrors(count, ErrorCodec.Read(ref reader), truncated, default);
        if (parts[0].Span[0] != VersionWithoutCounts)
        {
            rejections = rejections with { ErrorCounts = ErrorCountCodec.Read(ref reader) };
        }

        var items = new BatchItem[reader.Number()];
        var part = 0;
        for (var i = 0; i < items.Length; i++)
        {
            if (reader.IsAtEnd)
            {
                reader = new(parts[++part]);
            }

            items[i] = ReadItem(ref reader);
        }

        return new(items, rejections, language);
    }

    private static void Write(ByteWriter writer, BatchItem item)
    {
        writer.Number(item.Position);
        writer.Byte((byte)((int)item.Method | (item.Lang is { } lang ? (int)lang + 1 : 0) << 4));
        writer.Text(item.ImageId);
        writer.Bytes(item.Json.Span);
    }

    private static BatchItem ReadItem(ref ByteReader reader)
    {
        var position = reader.Number();
        var kind = reader.Byte();
        var language = kind >> 4;
        return new(
            position, (ItemMethod)(kind & 0xF), reader.Text(), language == 0 ? null : (Language)(language - 1), reader.Bytes());
    }
}
