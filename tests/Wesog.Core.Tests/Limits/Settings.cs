using System.Globalization;
using System.Reflection;

namespace Wesog.Core.Tests.Limits;

/// <summary>The settings that are numbers, as the options types have them.</summary>
internal static class Settings
{
    public static IReadOnlyList<(string Name, Func<WesogOptions, long> Value, Action<WesogOptions, long> Set)> All { get; } =
    [
        .. from section in typeof(WesogOptions).GetProperties()
           from property in section.PropertyType.GetProperties()
           where property.PropertyType != typeof(bool)
           select (
               $"{section.Name}.{property.Name}",
               new Func<WesogOptions, long>(options => Convert.ToInt64(property.GetValue(section.GetValue(options)), CultureInfo.InvariantCulture)),
               new Action<WesogOptions, long>((options, value) => Set(property, section.GetValue(options)!, value))),
    ];

    private static void Set(PropertyInfo property, object target, long value) =>
        property.SetValue(target, Convert.ChangeType(value, property.PropertyType, CultureInfo.InvariantCulture));
}
