using Wesog.Storage;

namespace Wesog.Sqlite.Codec;

/// <summary>The items of an operation as they are kept, and how many bytes they are by the bounds of the queue: unpacked.</summary>
internal sealed record PackedWork(IReadOnlyList<byte[]> Parts, long Bytes)
{
    public static PackedWork Of(OperationPayload work)
    {
        var parts = WorkCodec.Encode(work);
        return new([.. parts.Select(part => PartCompression.Pack(part))], WorkCodec.Measure(work));
    }

    public static OperationPayload Unpack(IEnumerable<byte[]> parts) => WorkCodec.Decode([.. parts.Select(PartCompression.Unpack)]);
}
