using System.Buffers.Binary;
using System.Numerics;

namespace Wesog.Sqlite.Data;

/// <summary>Computes the checksum of a row, a CRC-32C over its values. It is part of the file format.</summary>
internal struct Checksum()
{
    private uint _crc = uint.MaxValue;

    /// <summary>The checksum, as SQLite stores it in the fewest bytes. Never 0, as which SQLite returns NULL.</summary>
    public readonly int Value => _crc == 0 ? 1 : (int)_crc;

    public void Add(long value) => _crc = BitOperations.Crc32C(_crc, (ulong)value);

    public void Add(long? value)
    {
        Add(value is null ? 0L : 1L);
        Add(value ?? 0L);
    }

    /// <summary>Adds a text, in UTF-16, which needs no conversion.</summary>
    public void Add(string text)
    {
        Add((long)text.Length);
        foreach (var unit in text)
        {
            _crc = BitOperations.Crc32C(_crc, unit);
        }
    }

    /// <summary>Adds bytes that rows of earlier versions do not have. Without bytes, the checksum is that of such a row.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="column">Distinguishes the values that may be absent.</param>
    public void AddIfPresent(ReadOnlySpan<byte> bytes, long column)
    {
        if (!bytes.IsEmpty)
        {
            Add(column);
            Add(bytes);
        }
    }

    /// <summary>Adds bytes. NULL counts as no bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        // The length separates values, so that moved bytes change the checksum.
        Add((long)bytes.Length);
        var crc = _crc;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var last in bytes)
        {
            crc = BitOperations.Crc32C(crc, last);
        }

        _crc = crc;
    }
}
