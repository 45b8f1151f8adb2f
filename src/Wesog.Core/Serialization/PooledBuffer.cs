using System.Buffers;

namespace Wesog.Serialization;

/// <summary>A growing buffer of pooled memory.</summary>
internal sealed class PooledBuffer<T>(int capacity = 1_024) : IBufferWriter<T>, IDisposable
    where T : unmanaged
{
    private T[] _array = ArrayPool<T>.Shared.Rent(capacity);

    public int Count { get; private set; }

    public ReadOnlySpan<T> Written => _array.AsSpan(0, Count);

    public ReadOnlyMemory<T> WrittenMemory => _array.AsMemory(0, Count);

    /// <summary>Returns free space of at least the given size, after the written part.</summary>
    public Span<T> Reserve(int size)
    {
        if (_array.Length - Count < size)
        {
            var grown = ArrayPool<T>.Shared.Rent(Math.Max(checked(Count + size), Count * 2));
            Written.CopyTo(grown);
            ArrayPool<T>.Shared.Return(_array);
            _array = grown;
        }

        return _array.AsSpan(Count);
    }

    public Span<T> GetSpan(int sizeHint = 0) => Reserve(Math.Max(1, sizeHint));

    public Memory<T> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _array.AsMemory(Count);
    }

    /// <summary>Adds a part of the reserved space to the written part.</summary>
    public void Advance(int count) => Count += count;

    public void Append(T value)
    {
        Reserve(1)[0] = value;
        Count++;
    }

    public void Append(ReadOnlySpan<T> values)
    {
        values.CopyTo(Reserve(values.Length));
        Count += values.Length;
    }

    /// <summary>Keeps only the first values.</summary>
    public void Truncate(int count) => Count = count;

    public void Dispose()
    {
        var array = _array;
        _array = [];
        if (array.Length > 0)
        {
            ArrayPool<T>.Shared.Return(array);
        }
    }
}
