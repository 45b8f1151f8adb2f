using System.Text;

namespace Wesog.Storage.Kernel;

/// <summary>Reads the format of <see cref="ByteWriter"/>. Returned byte ranges are slices of the input, not copies.</summary>
internal struct ByteReader(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte()
    {
        var value = _rest.Span[0];
        _rest = _rest[1..];
        return value;
    }

    public int Number()
    {
        uint value = 0;
        var shift = 0;
        byte next;
        do
        {
            next = Byte();
            value |= (next & 0x7Fu) << shift;
            shift += 7;
        }
        while (next >= 0x80);

        return (int)value;
    }

    public ReadOnlyMemory<byte> Bytes()
    {
        var length = Number();
        var value = _rest[..length];
        _rest = _rest[length..];
        return value;
    }

    public string Text() => Encoding.UTF8.GetString(Bytes().Span);

    public string? OptionalText() => Byte() == 0 ? null : Text();

    /// <summary>Reads the number of elements, then at most <paramref name="maxCount"/> of them.</summary>
    public T[] List<T>(Element<T> read, int maxCount = int.MaxValue)
    {
        var values = new T[Math.Min(Number(), maxCount)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = read(ref this);
        }

        return values;
    }

    public delegate T Element<T>(ref ByteReader reader);
}
