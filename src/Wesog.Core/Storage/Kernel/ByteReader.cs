using System.Text;

namespace Wesog.Storage.Kernel;

/// <summary>
/// Reads the format of <see cref="ByteWriter"/>. Returned byte ranges are slices of the input, not copies. Every member throws
/// <see cref="InvalidDataException"/> if the bytes end too early.
/// </summary>
internal struct ByteReader(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1).Span[0];

    public int Number() => (int)LongNumber();

    public long LongNumber()
    {
        ulong value = 0;
        var shift = 0;
        byte next;
        do
        {
            next = Byte();
            value |= (next & 0x7Ful) << shift;
            shift += 7;
        }
        while (next >= 0x80);

        return (long)value;
    }

    public ReadOnlyMemory<byte> Bytes() => Take(Number());

    public string Text() => Encoding.UTF8.GetString(Bytes().Span);

    public string? OptionalText() => Byte() == 0 ? null : Text();

    /// <summary>Reads the number of elements, then at most <paramref name="maxCount"/> of them.</summary>
    public T[] List<T>(Element<T> read, int maxCount = int.MaxValue)
    {
        var values = new T[Math.Min(Count(), maxCount)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = read(ref this);
        }

        return values;
    }

    public delegate T Element<T>(ref ByteReader reader);

    // Each element takes at least one byte, so a damaged number cannot make the reader allocate more than the input has.
    private int Count() => Number() is >= 0 and var count && count <= _rest.Length ? count : throw EndsTooEarly();

    private ReadOnlyMemory<byte> Take(int length)
    {
        if ((uint)length > (uint)_rest.Length)
        {
            throw EndsTooEarly();
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private static InvalidDataException EndsTooEarly() => new("The encoded data ends too early: it is damaged or incomplete.");
}
