using MongoDB.Bson;

namespace Wesog.MongoDB.Documents;

/// <summary>The bytes of documents that the driver left as they came.</summary>
/// <remarks>
/// Such a document holds memory that the driver lends from a pool: it is whose it was read by, who disposes of it, and
/// no part of that memory outlives it. One that the store encoded holds an array of its own and needs no disposal.
/// </remarks>
internal static class RawDocuments
{
    /// <summary>The bytes where they are, good until the document is disposed; a copy where they are in pieces.</summary>
    public static ReadOnlySpan<byte> Bytes(this RawBsonDocument document)
    {
        var slice = document.Slice;
        var first = slice.AccessBackingBytes(0);
        return first.Count >= slice.Length ? first.AsSpan(0, slice.Length) : document.CopyBytes();
    }

    /// <summary>The bytes, in an array of their own.</summary>
    public static byte[] CopyBytes(this RawBsonDocument document)
    {
        var slice = document.Slice;
        var bytes = GC.AllocateUninitializedArray<byte>(slice.Length);
        slice.GetBytes(0, bytes, 0, bytes.Length);
        return bytes;
    }
}
