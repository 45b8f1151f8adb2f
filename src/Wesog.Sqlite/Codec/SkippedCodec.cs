using Wesog.Operations;

namespace Wesog.Sqlite.Codec;

/// <summary>Encodes the skipped items of an operation: the count, then position and id of each.</summary>
internal static class SkippedCodec
{
    private const int BytesEach = 32;

    /// <summary>Returns null if there are no items.</summary>
    public static byte[]? Encode(IReadOnlyList<SkippedItem> items)
    {
        if (items.Count == 0)
        {
            return null;
        }

        var writer = new ByteWriter(items.Count * BytesEach);
        writer.Number(items.Count);
        foreach (var item in items)
        {
            writer.Number(item.Position);
            writer.Text(item.ImageId);
        }

        return writer.Take();
    }

    /// <summary>Decodes at most <paramref name="most"/> items, from the first.</summary>
    public static IReadOnlyList<SkippedItem> Decode(ReadOnlySpan<byte> bytes, int most)
    {
        if (bytes.IsEmpty)
        {
            return [];
        }

        var reader = new ByteReader(bytes.ToArray());
        var items = new SkippedItem[Math.Min(reader.Number(), most)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = new(reader.Number(), reader.Text());
        }

        return items;
    }
}
