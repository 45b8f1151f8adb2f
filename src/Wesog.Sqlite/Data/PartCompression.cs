using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Wesog.Sqlite.Data;

/// <summary>
/// Compresses stored parts: one format byte, then the data. Large parts use Brotli's fastest level, which costs less time
/// than writing the bytes that it saves. The caller's thread compresses, not the writer's.
/// </summary>
internal static class PartCompression
{
    private const byte Plain = 0;
    private const byte Brotli = 1;

    // Header of a compressed part: the format and the uncompressed length.
    private const int Header = 1 + sizeof(int);

    // Smaller parts use one or a few pages either way.
    private const int Least = 16 << 10;
    private const int Quality = 0;
    private const int Window = 20;

    public static byte[] Pack(ReadOnlySpan<byte> part)
    {
        if (part.Length >= Least)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(part.Length);
            try
            {
                if (BrotliEncoder.TryCompress(part, buffer.AsSpan(0, part.Length - Header), out var length, Quality, Window))
                {
                    var packed = new byte[Header + length];
                    packed[0] = Brotli;
                    BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(1), part.Length);
                    buffer.AsSpan(0, length).CopyTo(packed.AsSpan(Header));
                    return packed;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        return [Plain, .. part];
    }

    /// <exception cref="InvalidDataException">The bytes are not in a known format.</exception>
    public static ReadOnlyMemory<byte> Unpack(byte[] packed)
    {
        if (packed is [Plain, ..])
        {
            return packed.AsMemory(1);
        }

        if (packed is [Brotli, _, _, _, _, ..])
        {
            var part = new byte[Math.Max(BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(1)), 0)];
            if (BrotliDecoder.TryDecompress(packed.AsSpan(Header), part, out var length) && length == part.Length)
            {
                return part;
            }
        }

        throw new InvalidDataException("A part of an operation's items cannot be unpacked.");
    }
}
