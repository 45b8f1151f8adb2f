using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Wesog.Operations;

namespace Wesog.Serialization;

/// <summary>
/// Hashes the items with errors of a batch, token by token: white space and escapes do not count, the order of members does.
/// </summary>
internal sealed class FaultyItemsHash : IDisposable
{
    private const int MaxBuffered = 4_096;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly PooledBuffer<byte> _tokens = new();
    private readonly JsonText _text = new();

    /// <param name="position">The position of the item in the batch.</param>
    /// <param name="method">The method; null if the item states it itself.</param>
    /// <param name="imageId">The id that the path names; null if there is none.</param>
    /// <param name="item">A reader before or at the first token of the item.</param>
    public void Add(int position, ItemMethod? method, string? imageId, Utf8JsonReader item)
    {
        Append(position, MemoryMarshal.AsBytes(imageId.AsSpan()));
        _tokens.Append(method is { } known ? (byte)known : byte.MaxValue);
        var depth = item.CurrentDepth;
        if (item.TokenType == JsonTokenType.None)
        {
            item.Read();
        }

        do
        {
            var isText = item.TokenType is JsonTokenType.PropertyName or JsonTokenType.String;
            Append((int)item.TokenType, isText ? MemoryMarshal.AsBytes(_text.Read(in item)) : item.ValueSpan);
        }
        while ((item.CurrentDepth > depth || item.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) && item.Read());

        Flush();
    }

    /// <summary>Adds the conditions of an item, some of which are not among its tokens.</summary>
    public void AddConditions(long? revision, ImagePrecondition? precondition)
    {
        if (revision is null && precondition is null)
        {
            return;
        }

        // No position is negative.
        Append(-1, BitConverter.GetBytes(revision ?? 0));
        Append(-1, MemoryMarshal.AsBytes($"{precondition?.GetType().Name}".AsSpan()));
        foreach (var tag in precondition is ImagePrecondition.HasTag { Tags: var tags } ? tags : [])
        {
            Append(-1, MemoryMarshal.AsBytes(tag.AsSpan()));
        }

        Flush();
    }

    public byte[] ToHash() => _hash.GetHashAndReset();

    /// <inheritdoc cref="PooledBuffer{T}.Trim"/>
    public void Trim()
    {
        _tokens.Trim();
        _text.Trim();
    }

    public void Dispose()
    {
        _hash.Dispose();
        _tokens.Dispose();
        _text.Dispose();
    }

    // The length makes different sequences of values different bytes.
    private void Append(int number, ReadOnlySpan<byte> bytes)
    {
        var header = _tokens.Reserve(2 * sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(header, number);
        BinaryPrimitives.WriteInt32LittleEndian(header[sizeof(int)..], bytes.Length);
        _tokens.Advance(2 * sizeof(int));
        _tokens.Append(bytes);
        if (_tokens.Count > MaxBuffered)
        {
            Flush();
        }
    }

    private void Flush()
    {
        _hash.AppendData(_tokens.Written);
        _tokens.Truncate(0);
    }
}
