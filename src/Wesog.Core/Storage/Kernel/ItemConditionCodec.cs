using Wesog.Operations;

namespace Wesog.Storage.Kernel;

/// <summary>Encodes the expected revision and the precondition of an item.</summary>
internal static class ItemConditionCodec
{
    // The values are stored.
    private enum Kind : byte
    {
        None,
        Exists,
        Absent,
        HasTag,
    }

    public static bool HasAny(BatchItem item) => item.IfRevision is not null || item.Precondition is not null;

    public static void Write(ByteWriter writer, BatchItem item)
    {
        // No revision is 0.
        writer.LongNumber(item.IfRevision ?? 0);
        writer.Byte((byte)KindOf(item));
        if (item.Precondition is ImagePrecondition.HasTag { Tags: var tags })
        {
            writer.List(tags, static (writer, tag) => writer.Text(tag));
        }
    }

    /// <summary>Returns the number of bytes that <see cref="Write"/> writes.</summary>
    public static long Measure(BatchItem item)
    {
        long bytes = ByteWriter.LengthOfLong(item.IfRevision ?? 0) + 1;
        if (item.Precondition is ImagePrecondition.HasTag { Tags: var tags })
        {
            bytes += ByteWriter.LengthOf(tags.Count) + tags.Sum(ByteWriter.LengthOf);
        }

        return bytes;
    }

    public static BatchItem Read(ref ByteReader reader, BatchItem item)
    {
        var revision = reader.LongNumber();
        var kind = (Kind)reader.Byte();
        return item with
        {
            IfRevision = revision == 0 ? null : revision,
            Precondition = kind switch
            {
                Kind.None => null,
                Kind.Exists => new ImagePrecondition.Exists(),
                Kind.Absent => new ImagePrecondition.Absent(),
                Kind.HasTag => new ImagePrecondition.HasTag(reader.List(static (ref reader) => reader.Text())),
                _ => throw new InvalidDataException($"The payload of an operation has the unknown precondition {(byte)kind}: it is damaged."),
            },
        };
    }

    private static Kind KindOf(BatchItem item) => item.Precondition switch
    {
        ImagePrecondition.Exists => Kind.Exists,
        ImagePrecondition.Absent => Kind.Absent,
        ImagePrecondition.HasTag => Kind.HasTag,
        _ => Kind.None,
    };
}
