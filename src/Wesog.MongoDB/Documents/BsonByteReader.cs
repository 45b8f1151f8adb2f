using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using MongoDB.Bson;
using Wesog.Images;

namespace Wesog.MongoDB.Documents;

/// <summary>
/// Reads the elements of a BSON document one after the other, those of a document or array that is entered among them.
/// Texts and names that it gives are parts of the bytes it reads, not copies.
/// </summary>
/// <remarks>A reader of what the store wrote, in the order in which it did; anything else throws <see cref="InvalidDataException"/>.</remarks>
internal ref struct BsonByteReader(ReadOnlySpan<byte> document)
{
    private readonly ReadOnlySpan<byte> _bytes = document;
    private int _at = sizeof(int);

    public BsonType Type { get; private set; }

    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Goes to the next element; its value is read next.</summary>
    /// <returns>Whether there is one: false ends what was entered last.</returns>
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

    /// <summary>Goes to the next element, which is that of a name.</summary>
    public void Expect(ReadOnlySpan<byte> name)
    {
        if (!Read() || !Name.SequenceEqual(name))
        {
            throw new InvalidDataException($"A document of the store has no \"{Encoding.UTF8.GetString(name)}\" where it belongs.");
        }
    }

    /// <summary>Goes into the document or array that is the value.</summary>
    public void Enter(BsonType type = BsonType.Document) => Take(type, sizeof(int));

    /// <summary>Goes out of it behind its last element.</summary>
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

    /// <summary>The language whose code is the value.</summary>
    public Language Language()
    {
        Span<char> code = stackalloc char[2];
        return Ascii.ToUtf16(Text(), code, out var length) == OperationStatus.Done
            && LanguageCodes.TryParse(code[..length], out var language) ? language : throw Unexpected();
    }

    /// <summary>Where the bytes of the value stand in the document.</summary>
    public Range Binary()
    {
        // Between the length and the bytes stands their kind.
        var bytes = Take(BinaryPrimitives.ReadInt32LittleEndian(Take(BsonType.Binary, sizeof(int) + 1)));
        return (_at - bytes.Length).._at;
    }

    /// <summary>Where the document that is the value stands in this one.</summary>
    public Range Document()
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(Take(BsonType.Document, sizeof(int)));
        Take(length - sizeof(int));
        return (_at - length).._at;
    }

    /// <summary>The element that was read is none that the store writes there.</summary>
    public readonly InvalidDataException Unexpected() =>
        new($"A document of the store has a \"{Encoding.UTF8.GetString(Name)}\" of the type {Type} that it cannot have.");

    private ReadOnlySpan<byte> Take(BsonType type, int size) => Type == type ? Take(size) : throw Unexpected();

    private ReadOnlySpan<byte> Take(int size)
    {
        _at += size;
        return _bytes[(_at - size).._at];
    }
}
