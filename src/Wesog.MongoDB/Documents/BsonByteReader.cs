using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using MongoDB.Bson;
using Wesog.Images;

namespace Wesog.MongoDB.Documents;

/// <summary>
/// Reads the elements of a BSON document in sequence, including those of entered documents and arrays. Returned text and names are slices
/// of the input, not copies.
/// </summary>
/// <remarks>Reads only what the store writes, in the order of writing. Anything else throws <see cref="InvalidDataException"/>.</remarks>
internal ref struct BsonByteReader(ReadOnlySpan<byte> document)
{
    private readonly ReadOnlySpan<byte> _bytes = document;
    private int _at = sizeof(int);

    public BsonType Type { get; private set; }

    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Moves to the next element. The caller reads its value next.</summary>
    /// <returns>False at the end of the current document or array.</returns>
    public bool Read()
    {
        Type = (BsonType)_bytes[_at++];
        if (Type == BsonType.EndOfDocument)
        {
            return false;
        }

        var rest = _bytes[_at..];
        Name = rest[..rest.IndexOf((byte)0)];
        _at += Name.Length + 1;
        return true;
    }

    /// <summary>Moves to the next element and requires a name.</summary>
    public void Expect(ReadOnlySpan<byte> name)
    {
        if (!Read() || !Name.SequenceEqual(name))
        {
            throw new InvalidDataException($"A document of the store lacks \"{Encoding.UTF8.GetString(name)}\" at its position.");
        }
    }

    /// <summary>Enters the document or array that is the current value.</summary>
    public void Enter(BsonType type = BsonType.Document) => Take(type, sizeof(int));

    /// <summary>Leaves the current document or array. The reader must be past its last element.</summary>
    public void Leave()
    {
        if (Read())
        {
            throw Unexpected();
        }
    }

    public bool Flag() => Take(BsonType.Boolean, 1)[0] != 0;

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(BsonType.Int32, sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(BsonType.Int64, sizeof(long)));

    public DateTimeOffset Time() => DateTimeOffset.FromUnixTimeMilliseconds(
        BinaryPrimitives.ReadInt64LittleEndian(Take(BsonType.DateTime, sizeof(long))));

    public ReadOnlySpan<byte> Text() => Take(BinaryPrimitives.ReadInt32LittleEndian(Take(BsonType.String, sizeof(int))))[..^1];

    /// <summary>Reads the value as a language code.</summary>
    public Language Language()
    {
        Span<char> code = stackalloc char[2];
        return Ascii.ToUtf16(Text(), code, out var length) == OperationStatus.Done
            && LanguageCodes.TryParse(code[..length], out var language) ? language : throw Unexpected();
    }

    /// <summary>Returns the position of the value's bytes in the document.</summary>
    public Range Binary()
    {
        // A subtype byte separates the length and the data.
        var bytes = Take(BinaryPrimitives.ReadInt32LittleEndian(Take(BsonType.Binary, sizeof(int) + 1)));
        return (_at - bytes.Length).._at;
    }

    /// <summary>Returns the position of the embedded document in this one.</summary>
    public Range Document()
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(Take(BsonType.Document, sizeof(int)));
        Take(length - sizeof(int));
        return (_at - length).._at;
    }

    /// <summary>Creates the exception for an element that the store does not write here.</summary>
    public readonly InvalidDataException Unexpected() =>
        new($"A document of the store has \"{Encoding.UTF8.GetString(Name)}\" with the unexpected type {Type}.");

    private ReadOnlySpan<byte> Take(BsonType type, int size) => Type == type ? Take(size) : throw Unexpected();

    private ReadOnlySpan<byte> Take(int size)
    {
        _at += size;
        return _bytes[(_at - size).._at];
    }
}
