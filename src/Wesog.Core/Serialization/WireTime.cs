using System.Globalization;

namespace Wesog.Serialization;

/// <summary>Times on the wire: ISO 8601, UTC, to the millisecond.</summary>
internal static class WireTime
{
    public static string ToText(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
