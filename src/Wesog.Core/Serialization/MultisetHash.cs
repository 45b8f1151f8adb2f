using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Wesog.Serialization;

/// <summary>
/// A sum of the hashes of an object's members: the same in whatever order they stand, and no larger however many there are.
/// </summary>
/// <remarks>
/// Whoever made two objects of one sum on purpose would have his own key taken for his own submission: no harm to others.
/// </remarks>
[InlineArray(Lanes)]
internal struct MultisetHash
{
    private const int Lanes = SHA256.HashSizeInBytes / sizeof(ulong);

    private ulong _lane;

    /// <param name="hash">A member's hash. One that comes twice counts twice.</param>
    public void Add(ReadOnlySpan<byte> hash)
    {
        for (var i = 0; i < Lanes; i++)
        {
            this[i] += BinaryPrimitives.ReadUInt64LittleEndian(hash[(i * sizeof(ulong))..]);
        }
    }

    /// <param name="target">Room for as many bytes as a hash has.</param>
    public readonly void Write(Span<byte> target)
    {
        for (var i = 0; i < Lanes; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(target[(i * sizeof(ulong))..], this[i]);
        }
    }
}
