using System.Globalization;

namespace Wesog.Serialization;

/// <summary>Times on the wire: ISO 8601, UTC, to the millisecond: <c>2026-01-01T00:00:00.000Z</c>.</summary>
internal static class WireTime
{
    public const int Length = 24;

    // The format that the framework writes fastest: as ours, but with four more digits of the second.
    private const int LongLength = 28;

    /// <param name="time">The time.</param>
    /// <param name="target">Room for <see cref="Length"/> bytes of UTF-8.</param>
    public static void Write(DateTimeOffset time, Span<byte> target)
    {
        Span<byte> text = stackalloc byte[LongLength];
        time.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[..(Length - 1)].CopyTo(target);
        target[Length - 1] = (byte)'Z';
    }
}
