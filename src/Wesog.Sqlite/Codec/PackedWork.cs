using Wesog.Storage;

namespace Wesog.Sqlite.Codec;

/// <summary>
/// The stored parts of an operation's items, and their uncompressed size, which counts toward the queue limits.
/// </summary>
internal sealed record PackedWork(IReadOnlyList<byte[]> Parts, long Bytes)
{
    public static PackedWork Of(OperationPayload work)
    {
        var parts = WorkCodec.Encode(work);
        return new([.. parts.Select(part => PartCompression.Pack(part))], WorkCodec.Measure(work));
    }

    public static OperationPayload Unpack(IEnumerable<byte[]> parts) => WorkCodec.Decode([.. parts.Select(PartCompression.Unpack)]);
}
