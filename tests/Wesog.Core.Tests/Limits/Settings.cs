using System.Globalization;
using System.Reflection;

namespace Wesog.Core.Tests.Limits;

/// <summary>The numeric settings by their configuration names. Durations are in days.</summary>
internal static class Settings
{
    public static IReadOnlyList<(string Name, Func<WesogOptions, long> Value, Action<WesogOptions, long> Set)> All { get; } =
    [
        .. from section in typeof(WesogOptions).GetProperties()
           from property in section.PropertyType.GetProperties()
           where property.PropertyType != typeof(bool)
           select (
               $"{section.Name}.{property.Name}{(property.PropertyType == typeof(TimeSpan) ? "Days" : "")}",
               new Func<WesogOptions, long>(options => NumberOf(property.GetValue(section.GetValue(options))!)),
               new Action<WesogOptions, long>((options, value) => Set(property, section.GetValue(options)!, value))),
    ];

    private static long NumberOf(object value) => value is TimeSpan duration ? duration.Days : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static void Set(PropertyInfo property, object target, long value) => property.SetValue(
        target,
        property.PropertyType == typeof(TimeSpan)
            ? TimeSpan.FromDays(value)
            : Convert.ChangeType(value, property.PropertyType, CultureInfo.InvariantCulture));
}
