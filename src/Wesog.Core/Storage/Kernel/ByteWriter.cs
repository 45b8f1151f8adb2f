using System.Buffers;
using System.Numerics;
using System.Text;

namespace Wesog.Storage.Kernel;

/// <summary>Writes numbers, strings and bytes in sequence: numbers as 7-bit varints, strings as length-prefixed UTF-8.</summary>
internal sealed class ByteWriter(int capacity)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(capacity);

    public int Length => _buffer.WrittenCount;

    /// <summary>Returns the number of bytes that <see cref="Number"/> writes.</summary>
    public static int LengthOf(int number) => number < 0 ? 5 : 1 + (BitOperations.Log2((uint)number | 1) / 7);

    /// <summary>Returns the number of bytes that <see cref="LongNumber"/> writes.</summary>
    public static int LengthOfLong(long number) => 1 + (BitOperations.Log2((ulong)number | 1) / 7);

    /// <summary>Returns the number of bytes that <see cref="Bytes"/> writes for <paramref name="count"/> bytes.</summary>
    public static long LengthOfBytes(int count) => LengthOf(count) + (long)count;

    /// <summary>Returns the number of bytes that <see cref="Text"/> writes.</summary>
    public static long LengthOf(string value) => LengthOfBytes(Encoding.UTF8.GetByteCount(value));

    /// <summary>Returns the number of bytes that <see cref="OptionalText"/> writes.</summary>
    public static long LengthOfOptional(string? value) => 1 + (value is null ? 0 : LengthOf(value));

    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    public void Number(int value) => LongNumber((uint)value);

    public void LongNumber(long value)
    {
        var rest = (ulong)value;
        while (rest >= 0x80)
        {
            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }

        Byte((byte)rest);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        _buffer.Write(value);
    }

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Number(length);
        _buffer.Advance(Encoding.UTF8.GetBytes(value, _buffer.GetSpan(length)));
    }

    public void OptionalText(string? value)
    {
        Byte(value is null ? (byte)0 : (byte)1);
        if (value is not null)
        {
            Text(value);
        }
    }

    /// <summary>Writes the number of elements, then each element.</summary>
    public void List<T>(IReadOnlyList<T> values, Action<ByteWriter, T> write)
    {
        Number(values.Count);
        foreach (var value in values)
        {
            write(this, value);
        }
    }

    /// <summary>Returns everything written as a new array, and resets the writer.</summary>
    public byte[] Take()
    {
        var bytes = _buffer.WrittenSpan.ToArray();
        _buffer.ResetWrittenCount();
        return bytes;
    }
}
