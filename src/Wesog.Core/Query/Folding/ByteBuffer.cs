using System.Buffers;

namespace Wesog.Query.Folding;

/// <summary>A growing buffer of pooled bytes. It rents its memory on first use.</summary>
/// <remarks>A mutable struct, so that it allocates nothing: pass it by reference, and dispose of it once.</remarks>
internal struct ByteBuffer : IDisposable
{
    private const int MinCapacity = 1_024;

    private byte[]? _array;

    /// <summary>The number of written bytes.</summary>
    public int Count { get; private set; }

    /// <summary>The written bytes. Valid until the next write.</summary>
    public readonly ReadOnlySpan<byte> Written => _array.AsSpan(0, Count);

    /// <summary>The written bytes, to change them in place. Valid until the next write.</summary>
    public readonly Span<byte> Content => _array.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>Keeps only the first bytes.</summary>
    public void Truncate(int count) => Count = count;

    /// <summary>Returns free space of at least the given size, after the written bytes.</summary>
    public Span<byte> Reserve(int size)
    {
        if ((_array?.Length ?? 0) - Count < size)
        {
            Grow(size);
        }

        return _array.AsSpan(Count);
    }

    /// <summary>Adds a part of the reserved space to the written bytes.</summary>
    public void Advance(int count) => Count += count;

    public void Append(byte value)
    {
        Reserve(1)[0] = value;
        Count++;
    }

    public void Append(ReadOnlySpan<byte> values)
    {
        values.CopyTo(Reserve(values.Length));
        Count += values.Length;
    }

    public void Dispose()
    {
        if (_array is { } array)
        {
            _array = null;
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    private void Grow(int size)
    {
        var grown = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Count + size), Math.Max(Count * 2, MinCapacity)));
        if (_array is { } array)
        {
            Written.CopyTo(grown);
            ArrayPool<byte>.Shared.Return(array);
        }

        _array = grown;
    }
}
