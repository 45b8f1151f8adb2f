using System.Globalization;
using System.Reflection;

namespace Wesog.Server.Settings;

/// <summary>A setting that is a duration: a whole number of seconds (<c>MaxQueryTime</c> is <c>MaxQuerySeconds</c>) or of days (<c>RetentionDays</c>).</summary>
internal static class DurationSetting
{
    private const string Time = "Time";

    public static string NameOf(PropertyInfo property) => IsInSeconds(property) ? $"{property.Name[..^Time.Length]}Seconds" : $"{property.Name}Days";

    public static TimeSpan? Parse(string? text, PropertyInfo property) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs((long)number) <= Most(property)
            ? number * UnitOf(property)
            : null;

    public static string Allowed(PropertyInfo property) =>
        $"a whole number of {(IsInSeconds(property) ? "seconds" : "days")}, written in digits only, at most {Most(property)}";

    private static bool IsInSeconds(PropertyInfo property) => property.Name.EndsWith(Time, StringComparison.Ordinal);

    private static TimeSpan UnitOf(PropertyInfo property) => IsInSeconds(property) ? TimeSpan.FromSeconds(1) : TimeSpan.FromDays(1);

    private static int Most(PropertyInfo property) => IsInSeconds(property) ? int.MaxValue : TimeSpan.MaxValue.Days;
}
