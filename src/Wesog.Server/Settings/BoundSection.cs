using System.Globalization;
using System.Reflection;
using Wesog.Images;

namespace Wesog.Server.Settings;

/// <summary>
/// Binds a section to options objects. Unknown names and values of a wrong type are faults, and all faults are found. The framework's binder
/// stops at the first and describes it by .NET types.
/// </summary>
internal static class BoundSection
{
    /// <summary>Sets the properties of the targets that the section names.</summary>
    public static void Bind(IConfigurationSection section, ICollection<string> faults, params IReadOnlyList<object> targets)
    {
        var settings = targets.SelectMany(target => target.GetType().GetProperties()).Where(property => property.CanWrite).ToList();
        if (!string.IsNullOrEmpty(section.Value))
        {
            faults.Add($"{section.Path} takes no value of its own. Its settings are: {Names(settings)}.");
        }

        foreach (var child in section.GetChildren())
        {
            var setting = settings.Find(property => NameOf(property).Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (setting is null)
            {
                faults.Add($"{child.Path} is not a setting. The settings of {section.Path} are: {Names(settings)}.");
            }
            else if (Parse(child.Value, setting) is { } value)
            {
                setting.SetValue(targets.First(setting.DeclaringType!.IsInstanceOfType), value);
            }
            else
            {
                faults.Add($"{child.Path} must be {Allowed(setting)}, but it is {Shown(child)}.");
            }
        }
    }

    private static string NameOf(PropertyInfo property) => property.PropertyType == typeof(TimeSpan) ? DurationSetting.NameOf(property) : property.Name;

    private static object? Parse(string? text, PropertyInfo property) =>
        property.PropertyType == typeof(TimeSpan) ? DurationSetting.Parse(text, property) : Parse(text, property.PropertyType);

    private static string Allowed(PropertyInfo property) =>
        property.PropertyType == typeof(TimeSpan) ? DurationSetting.Allowed(property) : Allowed(property.PropertyType);

    private static object? Parse(string? text, Type type) => Type.GetTypeCode(type) switch
    {
        _ when type == typeof(TextList) => text is null ? null : TextList.From(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        TypeCode.Int32 => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        TypeCode.Int64 => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        TypeCode.String => text,
        TypeCode.Boolean => bool.TryParse(text, out var answer) ? answer : null,
        _ => throw new NotSupportedException($"A setting of type {type} cannot be read yet."),
    };

    private static string Allowed(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type == typeof(TextList) => "names separated by commas",
        TypeCode.Int32 => $"a whole number, written in digits only, at most {int.MaxValue}",
        TypeCode.Int64 => $"a whole number, written in digits only, at most {long.MaxValue}",
        TypeCode.String => "a text",
        _ => "true or false",
    };

    private static string Shown(IConfigurationSection section) =>
        section.Value is { } value ? $"'{value}'" : "a section";

    private static string Names(IEnumerable<PropertyInfo> settings) => string.Join(", ", settings.Select(NameOf));
}
