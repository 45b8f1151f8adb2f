using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Bson.IO;

namespace Wesog.MongoDB.Documents;

/// <summary>
/// Writes one document as BSON bytes, its elements one after the other: <c>writer.At("revision"u8).Int64(1)</c>. The
/// driver's own writer takes strings; this one takes the UTF-8 that there is.
/// </summary>
/// <remarks>Broken surrogate pairs are refused, as the driver refuses them: the ids of two documents would become one.</remarks>
internal sealed class BsonByteWriter(int capacity)
{
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(Math.Max(capacity, sizeof(int)));
    private int _typeAt;

    public int Length { get; private set; } = sizeof(int);

    /// <summary>Begins an element of a document; its value is written next.</summary>
    public BsonByteWriter At(ReadOnlySpan<byte> name)
    {
        _typeAt = Length;
        var target = Take(name.Length + 2);
        name.CopyTo(target[1..]);
        target[^1] = 0;
        return this;
    }

    /// <summary>Begins an entry of an array.</summary>
    public BsonByteWriter At(int index)
    {
        Span<byte> digits = stackalloc byte[10];
        index.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        return At(digits[..length]);
    }

    public void Flag(bool value) => Value(BsonType.Boolean, 1)[0] = value ? (byte)1 : (byte)0;

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Value(BsonType.Int32, sizeof(int)), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Value(BsonType.Int64, sizeof(long)), value);

    public void Time(DateTimeOffset value) =>
        BinaryPrimitives.WriteInt64LittleEndian(Value(BsonType.DateTime, sizeof(long)), value.ToUnixTimeMilliseconds());

    public void Text(string value) => Utf8Encodings.Strict.GetBytes(value, Text(Utf8Encodings.Strict.GetByteCount(value)));

    /// <summary>The JSON string that a reader stands at, its escapes undone.</summary>
    public void Text(ref readonly Utf8JsonReader reader)
    {
        // Undone, escapes take less: the room for the text is taken again once its length is known.
        var start = Length;
        var length = reader.CopyString(Text(reader.ValueSpan.Length));
        Length = start;
        Text(length);
    }

    public void Binary(ReadOnlySpan<byte> value)
    {
        var target = Value(BsonType.Binary, sizeof(int) + 1 + value.Length);
        BinaryPrimitives.WriteInt32LittleEndian(target, value.Length);
        target[sizeof(int)] = (byte)BsonBinarySubType.Binary;
        value.CopyTo(target[(sizeof(int) + 1)..]);
    }

    /// <summary>A document that is BSON already.</summary>
    public void Document(ReadOnlySpan<byte> bson) => bson.CopyTo(Value(BsonType.Document, bson.Length));

    /// <summary>Begins a document within this one.</summary>
    /// <returns>What <see cref="Close"/> is to be told.</returns>
    public int OpenDocument() => Open(BsonType.Document);

    /// <summary>Begins an array.</summary>
    /// <returns>What <see cref="Close"/> is to be told.</returns>
    public int OpenArray() => Open(BsonType.Array);

    public void Close(int start)
    {
        Take(1)[0] = (byte)BsonType.EndOfDocument;
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(start), Length - start);
    }

    /// <summary>Ends the document. It keeps the bytes without a copy, and nothing is written after.</summary>
    public RawBsonDocument ToDocument()
    {
        Close(0);
        return new(new ByteArrayBuffer(_bytes, Length, isReadOnly: true));
    }

    private int Open(BsonType type)
    {
        Value(type, sizeof(int));
        return Length - sizeof(int);
    }

    // Room for the text alone: its length and the zero that ends it are written.
    private Span<byte> Text(int length)
    {
        var target = Value(BsonType.String, sizeof(int) + length + 1);
        BinaryPrimitives.WriteInt32LittleEndian(target, length + 1);
        target[^1] = 0;
        return target[sizeof(int)..^1];
    }

    private Span<byte> Value(BsonType type, int size)
    {
        _bytes[_typeAt] = (byte)type;
        return Take(size);
    }

    private Span<byte> Take(int size)
    {
        var start = Length;
        Length += size;
        if (Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(Length, _bytes.Length * 2));
        }

        return _bytes.AsSpan(start, size);
    }
}
