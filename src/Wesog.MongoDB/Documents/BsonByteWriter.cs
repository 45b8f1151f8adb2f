using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Bson.IO;

namespace Wesog.MongoDB.Documents;

/// <summary>
/// Writes one document as BSON bytes, element by element: <c>writer.At("revision"u8).Int64(1)</c>. The driver's writer
/// takes strings; this one takes UTF-8 directly.
/// </summary>
/// <remarks>Rejects unpaired surrogates, as the driver does. Replacing them would give two documents the same id.</remarks>
internal sealed class BsonByteWriter(int capacity)
{
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(Math.Max(capacity, sizeof(int)));
    private int _typeAt;

    public int Length { get; private set; } = sizeof(int);

    /// <summary>Starts an element of a document. The caller writes its value next.</summary>
    public BsonByteWriter At(ReadOnlySpan<byte> name)
    {
        _typeAt = Length;
        var target = Take(name.Length + 2);
        name.CopyTo(target[1..]);
        target[^1] = 0;
        return this;
    }

    /// <summary>Starts an entry of an array.</summary>
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

    public void Id(ObjectId value) => value.ToByteArray().CopyTo(Value(BsonType.ObjectId, 12));

    public void Text(string value) => Utf8Encodings.Strict.GetBytes(value, Text(Utf8Encodings.Strict.GetByteCount(value)));

    /// <summary>Writes the reader's current JSON string without its escapes.</summary>
    public void Text(ref readonly Utf8JsonReader reader)
    {
        // Unescaped text is shorter. Allocate the exact length again once it is known.
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

    /// <summary>Writes an encoded BSON document.</summary>
    public void Document(ReadOnlySpan<byte> bson) => bson.CopyTo(Value(BsonType.Document, bson.Length));

    /// <summary>Starts an embedded document.</summary>
    /// <returns>The argument for <see cref="Close"/>.</returns>
    public int OpenDocument() => Open(BsonType.Document);

    /// <summary>Starts an array.</summary>
    /// <returns>The argument for <see cref="Close"/>.</returns>
    public int OpenArray() => Open(BsonType.Array);

    public void Close(int start)
    {
        Take(1)[0] = (byte)BsonType.EndOfDocument;
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(start), Length - start);
    }

    /// <summary>Ends the document. The result uses the buffer without a copy, so nothing may be written afterwards.</summary>
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

    // Writes the length prefix and the terminating zero, and returns the span for the text.
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
