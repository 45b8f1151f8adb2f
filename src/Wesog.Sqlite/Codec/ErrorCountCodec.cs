using Wesog.Operations;

namespace Wesog.Sqlite.Codec;

/// <summary>Encodes the error counts of an operation: the number of entries, then code, member and count of each.</summary>
internal static class ErrorCountCodec
{
    private const int BytesEach = 32;

    /// <summary>Returns null if there are no counts.</summary>
    public static byte[]? Encode(IReadOnlyList<ErrorCount> counts)
    {
        if (counts.Count == 0)
        {
            return null;
        }

        var writer = new ByteWriter(counts.Count * BytesEach);
        Write(writer, counts);
        return writer.Take();
    }

    public static IReadOnlyList<ErrorCount> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return [];
        }

        var reader = new ByteReader(bytes.ToArray());
        return Read(ref reader);
    }

    public static void Write(ByteWriter writer, IReadOnlyList<ErrorCount> counts)
    {
        writer.Number(counts.Count);
        foreach (var count in counts)
        {
            writer.Text(count.Code);
            writer.OptionalText(count.Field);
            writer.Number(count.Count);
        }
    }

    public static ErrorCount[] Read(ref ByteReader reader)
    {
        var counts = new ErrorCount[reader.Number()];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = new(reader.Text(), reader.OptionalText(), reader.Number());
        }

        return counts;
    }

    /// <summary>Returns the number of bytes that <see cref="Write"/> writes.</summary>
    public static long Measure(IReadOnlyList<ErrorCount> counts) => ByteWriter.LengthOf(counts.Count) + counts.Sum(count =>
        ByteWriter.LengthOf(count.Code) + ByteWriter.LengthOfOptional(count.Field) + ByteWriter.LengthOf(count.Count));
}
