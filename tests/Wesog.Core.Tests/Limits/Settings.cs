using System.Globalization;
using System.Reflection;

namespace Wesog.Core.Tests.Limits;

/// <summary>The numeric settings by their configuration names. Durations are in seconds if their name ends with Time, and otherwise in days.</summary>
internal static class Settings
{
    public static IReadOnlyList<(string Name, Func<WesogOptions, long> Value, Action<WesogOptions, long> Set)> All { get; } =
    [
        .. from section in typeof(WesogOptions).GetProperties()
           from property in section.PropertyType.GetProperties()
           where property.PropertyType.IsValueType && property.PropertyType != typeof(bool)
           select (
               $"{section.Name}.{NameOf(property)}",
               new Func<WesogOptions, long>(options => NumberOf(property, property.GetValue(section.GetValue(options))!)),
               new Action<WesogOptions, long>((options, value) => Set(property, section.GetValue(options)!, value))),
    ];

    private static string NameOf(PropertyInfo property) =>
        property.PropertyType != typeof(TimeSpan) ? property.Name : IsInSeconds(property) ? $"{property.Name[..^4]}Seconds" : $"{property.Name}Days";

    private static bool IsInSeconds(PropertyInfo property) => property.Name.EndsWith("Time", StringComparison.Ordinal);

    private static long NumberOf(PropertyInfo property, object value) =>
        value is TimeSpan duration ? (long)(IsInSeconds(property) ? duration.TotalSeconds : duration.TotalDays) : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static void Set(PropertyInfo property, object target, long value) => property.SetValue(
        target,
        property.PropertyType == typeof(TimeSpan)
            ? IsInSeconds(property) ? TimeSpan.FromSeconds(value) : TimeSpan.FromDays(value)
            : Convert.ChangeType(value, property.PropertyType, CultureInfo.InvariantCulture));
}
