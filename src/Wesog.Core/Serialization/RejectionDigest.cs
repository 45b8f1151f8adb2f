using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>
/// A hash of faulty items by meaning: what says nothing in a good item says nothing in a faulty one, and how it was
/// written does not count.
/// </summary>
internal sealed class RejectionDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly JsonCanonicalizer _form = new();

    /// <param name="position">The item's position.</param>
    /// <param name="method">What it does to the image; null where the item is not an image alone.</param>
    /// <param name="imageId">The id that is named outside the item; null for none.</param>
    /// <param name="json">The item, well-formed.</param>
    public void Add(int position, ItemMethod? method, string? imageId, ReadOnlySpan<byte> json)
    {
        Span<byte> header = stackalloc byte[5];
        BinaryPrimitives.WriteInt32LittleEndian(header, position);
        header[4] = method is { } known ? (byte)known : byte.MaxValue;
        _hash.AppendData(header);

        _form.Clear();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (method is { } itemMethod && reader.TokenType == JsonTokenType.StartObject)
        {
            _form.AppendMembers(SumMembers(ref reader, itemMethod, imageId));
        }
        else if (method == ItemMethod.Delete && reader.TokenType == JsonTokenType.String)
        {
            // A plain id deletes as an object of just that id does.
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            _form.HashMember(ImageMember.Id.Name, in reader, hash);
            var members = default(MultisetHash);
            members.Add(hash);
            _form.AppendMembers(members);
        }
        else
        {
            _form.Append(ref reader);
        }

        _hash.AppendData(_form.Written);
    }

    public byte[] ToHash() => _hash.GetHashAndReset();

    public void Dispose()
    {
        _hash.Dispose();
        _form.Dispose();
    }

    private MultisetHash SumMembers(ref Utf8JsonReader reader, ItemMethod method, string? imageId)
    {
        var members = default(MultisetHash);
        Span<byte> id = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (imageId is not null)
        {
            _form.HashMember(ImageMember.Id.Name, imageId, id);
        }

        // An id that is named outside says no more when it is repeated inside.
        var isNamed = imageId is null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.ValueIsEscaped ? null : ImageMember.Find(reader.ValueSpan);
            _form.HashMember(ref reader, hash);
            if (!SaysNothing(name, reader.TokenType, method))
            {
                isNamed |= hash.SequenceEqual(id);
                members.Add(hash);
            }
        }

        if (!isNamed)
        {
            members.Add(id);
        }

        return members;
    }

    // Where a record is written whole, null and absence are the same; read-only members are always passed over.
    private static bool SaysNothing(ImageMember? member, JsonTokenType value, ItemMethod method) =>
        member?.Kind == MemberKind.ReadOnly
        || (value == JsonTokenType.Null && method is ItemMethod.Add or ItemMethod.Replace);
}
