using System.Buffers.Binary;

namespace Wesog.Queueing;

/// <summary>The state of a <see cref="TrustedClock"/>, which the store keeps. All values are milliseconds.</summary>
/// <param name="Time">The trusted time, since 1970.</param>
/// <param name="Lead">How far the clock has been ahead (or, if negative, behind) at least, since it is; 0 if it is not.</param>
/// <param name="LeadFor">The running time for which it has been so.</param>
/// <param name="Lag">How far the clock was behind at most, when it set a time of an operation that may still be kept.</param>
/// <param name="LagUntil">The trusted time from which on <paramref name="Lag"/> no longer matters.</param>
/// <param name="SteppedBack">How far <paramref name="Time"/> has followed the clock back and not yet forward again.</param>
internal readonly record struct TrustedClockState(long Time, long Lead, long LeadFor, long Lag, long LagUntil, long SteppedBack)
{
    private const byte Version = 2;
    private const int Count = 6;
    private const int Size = 1 + (Count * sizeof(long));

    public byte[] Encode()
    {
        var bytes = new byte[Size];
        bytes[0] = Version;
        var rest = bytes.AsSpan(1);
        foreach (var value in (ReadOnlySpan<long>)[Time, Lead, LeadFor, Lag, LagUntil, SteppedBack])
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, value);
            rest = rest[sizeof(long)..];
        }

        return bytes;
    }

    /// <returns>Null if the bytes are no state of this version.</returns>
    public static TrustedClockState? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size || bytes[0] != Version)
        {
            return null;
        }

        Span<long> values = stackalloc long[Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(1 + (i * sizeof(long)))..]);
        }

        return new(values[0], values[1], values[2], values[3], values[4], values[5]);
    }
}
