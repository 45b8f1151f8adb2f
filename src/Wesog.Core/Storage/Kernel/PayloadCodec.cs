using Wesog.Images;
using Wesog.Operations;
using Wesog.Storage.Kernel;

namespace Wesog.Storage;

/// <summary>
/// Encodes an operation's payload, and defines its size. The encoding has parts of about one mebibyte, so that no single buffer has the
/// size of the batch. The first part starts with the format version, the text language and the item errors. Items follow; no item is
/// split.
/// </summary>
/// <remarks>
/// The digest of the item errors is not stored. Only the fingerprint uses it, and the fingerprint is computed earlier.
/// </remarks>
public static class PayloadCodec
{
    internal const byte Version = 3;
    internal const int PartBytes = 1 << 20;

    // Earlier program versions stored payloads in this format, which has no error counts.
    private const byte VersionWithoutCounts = 1;

    // Written if it suffices, so that hosts of an earlier version can execute what this one accepts.
    private const byte VersionWithoutConditions = 2;

    // Beside the method of an item in one byte.
    private const int HasConditions = 4;
    private const int MethodBits = 3;

    /// <summary>Encodes a payload.</summary>
    /// <returns>The parts, at least one, in order.</returns>
    public static IReadOnlyList<byte[]> Encode(OperationPayload payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var parts = new List<byte[]>();
        var writer = new ByteWriter((int)Math.Min(Measure(payload), PartBytes + (PartBytes / 8)));
        var version = payload.Edit is not null || payload.Items.Any(ItemConditionCodec.HasAny) ? Version : VersionWithoutConditions;
        writer.Byte(version);
        writer.Byte((byte)payload.TextLanguage);
        writer.Number(payload.ItemErrors.Count);
        writer.Byte(payload.ItemErrors.Truncated ? (byte)1 : (byte)0);
        OperationCodec.Write(writer, payload.ItemErrors);
        if (version == Version)
        {
            QueryEditCodec.Write(writer, payload.Edit);
        }

        writer.Number(payload.Items.Count);
        foreach (var item in payload.Items)
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

    /// <summary>
    /// Returns the size of an operation, which counts toward <see cref="QueueLimits"/> and <see cref="CommitLimits"/>: the bytes of its
    /// encoded payload. Takes time for each item, and allocates nothing.
    /// </summary>
    public static long Measure(OperationPayload payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var bytes = 3L + ByteWriter.LengthOf(payload.ItemErrors.Count) + OperationCodec.Measure(payload.ItemErrors)
            + ByteWriter.LengthOf(payload.Items.Count);
        var hasConditions = false;
        foreach (var item in payload.Items)
        {
            hasConditions |= ItemConditionCodec.HasAny(item);
            bytes += 1 + ByteWriter.LengthOf(item.Position) + ByteWriter.LengthOf(item.ImageId) + ByteWriter.LengthOfBytes(item.Json.Length)
                + (ItemConditionCodec.HasAny(item) ? ItemConditionCodec.Measure(item) : 0);
        }

        return payload.Edit is null && !hasConditions ? bytes : bytes + QueryEditCodec.Measure(payload.Edit);
    }

    /// <summary>Decodes the parts of a payload. The JSON of the items are slices of the parts.</summary>
    /// <exception cref="InvalidDataException">The parts are not in a known format, incomplete, or damaged.</exception>
    public static OperationPayload Decode(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0 || parts[0].Span is not [>= VersionWithoutCounts and <= Version, ..])
        {
            throw new InvalidDataException($"The payload of an operation is not in a format of version {VersionWithoutCounts} to {Version}.");
        }

        var reader = new ByteReader(parts[0][1..]);
        var language = ReadLanguage(reader.Byte());
        var count = reader.Number();
        var truncated = reader.Byte() == 1;
        var itemErrors = new ItemErrors(count, reader.List(OperationCodec.ReadError), truncated, default);
        if (parts[0].Span[0] != VersionWithoutCounts)
        {
            itemErrors = itemErrors with { ErrorCounts = reader.List(OperationCodec.ReadCount) };
        }

        var edit = parts[0].Span[0] == Version ? QueryEditCodec.Read(ref reader) : null;
        var items = new BatchItem[CountItems(reader.Number(), parts)];
        var part = 0;
        for (var i = 0; i < items.Length; i++)
        {
            if (reader.IsAtEnd)
            {
                reader = new(++part < parts.Count ? parts[part] : default);
            }

            items[i] = ReadItem(ref reader);
        }

        return new(items, itemErrors, language) { Edit = edit };
    }

    // Each item takes several bytes, so a damaged number cannot make the decoder allocate more than the parts have.
    private static int CountItems(int count, IReadOnlyList<ReadOnlyMemory<byte>> parts) =>
        count >= 0 && count <= parts.Sum(part => (long)part.Length)
            ? count
            : throw new InvalidDataException($"The payload of an operation names {count} items, more than it has bytes: it is damaged.");

    private static void Write(ByteWriter writer, BatchItem item)
    {
        writer.Number(item.Position);
        var hasConditions = ItemConditionCodec.HasAny(item);
        writer.Byte((byte)((int)item.Method | (hasConditions ? HasConditions : 0) | (item.Lang is { } lang ? (int)lang + 1 : 0) << 4));
        writer.Text(item.ImageId);
        writer.Bytes(item.Json.Span);
        if (hasConditions)
        {
            ItemConditionCodec.Write(writer, item);
        }
    }

    private static BatchItem ReadItem(ref ByteReader reader)
    {
        var position = reader.Number();
        var kind = reader.Byte();
        var (method, language) = (kind & 0xF, kind >> 4);
        if (method > (HasConditions | MethodBits))
        {
            throw new InvalidDataException($"The payload of an operation has an item of the unknown method {method}: it is damaged.");
        }

        var item = new BatchItem(
            position, (ItemMethod)(method & MethodBits), reader.Text(), language == 0 ? null : ReadLanguage(language - 1), reader.Bytes());
        return (method & HasConditions) == 0 ? item : ItemConditionCodec.Read(ref reader, item);
    }

    internal static Language ReadLanguage(int value) => value <= (int)Language.Ru
        ? (Language)value
        : throw new InvalidDataException($"The payload of an operation has the unknown language {value}: it is damaged.");
}
