using System.Diagnostics.CodeAnalysis;
using Wesog.Serialization;

namespace Wesog.Query.Matching;

/// <summary>Several texts, in UTF-8, each with a number from 0. Equal texts are one.</summary>
internal sealed class TextSet
{
    private readonly byte[] _first;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public TextSet(IEnumerable<byte[]> texts)
    {
        var numbers = new Dictionary<byte[], int>(Utf8Comparer.Instance);
        foreach (var text in texts)
        {
            numbers.TryAdd(text, numbers.Count);
        }

        Count = numbers.Count;
        _first = numbers.Keys.First();
        _lookup = numbers.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int Count { get; }

    /// <summary>Returns the number of a text; -1 if the set does not contain it.</summary>
    public int IndexOf(ReadOnlySpan<byte> text) =>
        Count == 1 ? (text.SequenceEqual(_first) ? 0 : -1)
        : _lookup.TryGetValue(text, out var number) ? number
        : -1;
}

/// <summary>Compares byte arrays by content. The hash is seeded per process, so that no client can choose texts with equal hashes.</summary>
internal sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static Utf8Comparer Instance { get; } = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = default(HashCode);
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}

/// <summary>Marks some of several numbers, and knows when all are marked.</summary>
/// <remarks>A mutable struct, so that it allocates nothing: dispose of it once.</remarks>
internal ref struct MarkSet : IDisposable
{
    private readonly bool[]? _marks;
    private int _missing;

    public MarkSet(int count)
    {
        _missing = count;
        _marks = count > 1 ? PooledArrays.Rent<bool>(count) : null;
        _marks?.AsSpan(0, count).Clear();
    }

    /// <summary>Whether all numbers are marked.</summary>
    public readonly bool IsFull => _missing == 0;

    public void Add(int number)
    {
        if (_marks is null)
        {
            _missing = 0;
        }
        else if (!_marks[number])
        {
            _marks[number] = true;
            _missing--;
        }
    }

    public readonly void Dispose()
    {
        if (_marks is not null)
        {
            PooledArrays.Return(_marks);
        }
    }
}
