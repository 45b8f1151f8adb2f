using System.Globalization;
using System.Text;

namespace Wesog.Query.Formulas;

/// <summary>Reads the span of milliseconds, in Unix time, of a year, month, day, second or millisecond.</summary>
internal static class MomentSpan
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Milliseconds = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int MillisecondsPerSecond = 1_000;
    private const int MillisecondsPerDay = 86_400_000;

    /// <summary>Whether the text is a time: <c>2026-11-27T10:00:00Z</c> or <c>2026-11-27T10:00:00.123Z</c>.</summary>
    public static bool IsTime(string text) => TryParse(text, Seconds, out _) || TryParse(text, Milliseconds, out _);

    /// <summary>Returns the form of a time that <see cref="IsTime"/> accepts, to the millisecond.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(Milliseconds, CultureInfo.InvariantCulture);

    /// <summary>Returns the span of a date in the stored form or of a time.</summary>
    public static ValueSpan Of(string value)
    {
        if (TryParse(value, Milliseconds, out var moment))
        {
            return new(moment, moment);
        }

        if (TryParse(value, Seconds, out moment))
        {
            return new(moment, moment + MillisecondsPerSecond - 1);
        }

        var days = DateSpan.Of(Encoding.UTF8.GetBytes(value));
        return new(StartOf(days.First), StartOf(days.Last) + MillisecondsPerDay - 1);
    }

    private static long StartOf(long day) =>
        new DateTimeOffset((int)(day / 10_000), (int)(day / 100 % 100), (int)(day % 100), 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static bool TryParse(string text, string format, out long moment)
    {
        var isTime = DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        moment = time.ToUnixTimeMilliseconds();
        return isTime;
    }
}
