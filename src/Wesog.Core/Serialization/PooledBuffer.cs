using System.Buffers;
using System.Runtime.CompilerServices;

namespace Wesog.Serialization;

/// <summary>A growing buffer of pooled memory.</summary>
internal sealed class PooledBuffer<T>(int capacity = PooledBuffer<T>.Least) : IBufferWriter<T>, IDisposable
    where T : unmanaged
{
    private const int Least = 1_024;

    private T[] _array = PooledArrays.Rent<T>(capacity);

    public int Count { get; private set; }

    public ReadOnlySpan<T> Written => _array.AsSpan(0, Count);

    /// <summary>The written part, to change it in place. Valid until the next write.</summary>
    public Span<T> Content => _array.AsSpan(0, Count);

    public ReadOnlyMemory<T> WrittenMemory => _array.AsMemory(0, Count);

    /// <summary>The size of the memory, in bytes.</summary>
    public long Size => (long)_array.Length * Unsafe.SizeOf<T>();

    /// <summary>Returns free space of at least the given size, after the written part.</summary>
    public Span<T> Reserve(int size)
    {
        if (_array.Length - Count < size)
        {
            var grown = PooledArrays.Rent<T>(Math.Max(checked(Count + size), Count * 2));
            Written.CopyTo(grown);
            PooledArrays.Return(_array);
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

    /// <summary>Discards the values, and returns the memory if it is large.</summary>
    public void Trim()
    {
        Count = 0;
        if (Size > PooledArrays.UsualSize)
        {
            PooledArrays.Return(_array);
            _array = PooledArrays.Rent<T>(Least);
        }
    }

    public void Dispose()
    {
        var array = _array;
        _array = [];
        if (array.Length > 0)
        {
            PooledArrays.Return(array);
        }
    }
}

/// <summary>Rents arrays from the shared pool. Large ones are allocated, because the pool would keep them after a burst of requests.</summary>
internal static class PooledArrays
{
    /// <summary>The size of the arrays that most requests need, in bytes.</summary>
    public const int UsualSize = 64 << 10;

    private const int LargestPooled = 256 << 10;

    public static T[] Rent<T>(int length)
        where T : unmanaged =>
        IsPooled<T>(length) ? ArrayPool<T>.Shared.Rent(length) : GC.AllocateUninitializedArray<T>(length);

    public static void Return<T>(T[] array)
        where T : unmanaged
    {
        if (IsPooled<T>(array.Length))
        {
            ArrayPool<T>.Shared.Return(array);
        }
    }

    private static bool IsPooled<T>(int length)
        where T : unmanaged => (long)length * Unsafe.SizeOf<T>() <= LargestPooled;
}
