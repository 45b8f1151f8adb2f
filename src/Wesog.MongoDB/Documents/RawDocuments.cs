using MongoDB.Bson;

namespace Wesog.MongoDB.Documents;

/// <summary>Accesses the bytes of documents that the driver does not decode.</summary>
/// <remarks>
/// A document that the driver read uses pooled memory. The code that read it must dispose it, and must not use that
/// memory afterwards. A document that the store encoded has its own array and needs no disposal.
/// </remarks>
internal static class RawDocuments
{
    /// <summary>Returns the bytes without a copy if they are contiguous. Valid until the document is disposed.</summary>
    public static ReadOnlySpan<byte> Bytes(this RawBsonDocument document)
    {
        var slice = document.Slice;
        var first = slice.AccessBackingBytes(0);
        return first.Count >= slice.Length ? first.AsSpan(0, slice.Length) : document.CopyBytes();
    }

    /// <summary>Returns the bytes in a new array.</summary>
    public static byte[] CopyBytes(this RawBsonDocument document)
    {
        var slice = document.Slice;
        var bytes = GC.AllocateUninitializedArray<byte>(slice.Length);
        slice.GetBytes(0, bytes, 0, bytes.Length);
        return bytes;
    }
}
