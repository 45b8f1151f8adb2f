using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wesog.Server.Settings;

/// <summary>Binds the section <c>Kestrel:Limits</c>, which the web server does not read, and reports all faults.</summary>
internal static class KestrelLimits
{
    private const string Unused = nameof(KestrelServerLimits.MaxRequestBodySize);

    /// <summary>Sets the limits that the section names.</summary>
    /// <param name="section">The section.</param>
    /// <param name="limits"><see cref="KestrelServerLimits"/>, or a group of them such as <see cref="KestrelServerLimits.Http2"/>.</param>
    /// <param name="faults">The list to which faults are added.</param>
    public static void Bind(IConfigurationSection section, object limits, ICollection<string> faults)
    {
        var settings = limits.GetType().GetProperties().Where(property => property.Name != Unused).ToList();
        var names = string.Join(", ", settings.Select(property => property.Name));
        if (!string.IsNullOrEmpty(section.Value))
        {
            faults.Add($"{section.Path} takes no value of its own. Its settings are: {names}.");
        }

        foreach (var child in section.GetChildren())
        {
            var setting = settings.Find(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (child.Key.Equals(Unused, StringComparison.OrdinalIgnoreCase))
            {
                faults.Add($"{child.Path} has no effect on this server. Wesog:Limits:MaxBodyBytes limits the bodies.");
            }
            else if (setting is null)
            {
                faults.Add($"{child.Path} is not a setting. The settings of {section.Path} are: {names}.");
            }
            else if (!setting.CanWrite)
            {
                Bind(child, setting.GetValue(limits)!, faults);
            }
            else
            {
                Set(setting, limits, child, faults);
            }
        }
    }

    private static void Set(PropertyInfo setting, object limits, IConfigurationSection section, ICollection<string> faults)
    {
        var type = Nullable.GetUnderlyingType(setting.PropertyType) ?? setting.PropertyType;
        var (value, allowed) = Parse(section, type);
        if (value is null)
        {
            faults.Add($"{section.Path} must be {allowed}, but it is {(section.Value is { } text ? $"'{text}'" : "a section")}.");
            return;
        }

        try
        {
            setting.SetValue(limits, value);
        }
        catch (TargetInvocationException refusal) when (refusal.InnerException is ArgumentException { Message: var reason })
        {
            faults.Add($"{section.Path} is '{section.Value}', which the web server refuses: {reason}");
        }
    }

    private static (object? Value, string Allowed) Parse(IConfigurationSection section, Type type)
    {
        var text = section.Value;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 => (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null, $"a whole number, at most {int.MaxValue}"),
            TypeCode.Int64 => (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null, $"a whole number, at most {long.MaxValue}"),
            _ when type == typeof(TimeSpan) => (
                ParseDuration(text), "a duration as in 00:02:10"),
            _ when type == typeof(MinDataRate) => (ParseRate(section), "a section of BytesPerSecond, above 0, and GracePeriod, above one second, as in 00:00:05"),
            _ => throw new NotSupportedException($"A limit of type {type} cannot be read yet."),
        };
    }

    // A number alone would be days.
    private static TimeSpan? ParseDuration(string? text) =>
        text?.Contains(':', StringComparison.Ordinal) == true && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var duration) ? duration : null;

    private static MinDataRate? ParseRate(IConfigurationSection section)
    {
        var isKnown = section.Value is null && section.GetChildren().All(
            child => child.Key.Equals(nameof(MinDataRate.BytesPerSecond), StringComparison.OrdinalIgnoreCase)
                || child.Key.Equals(nameof(MinDataRate.GracePeriod), StringComparison.OrdinalIgnoreCase));
        return isKnown
            && double.TryParse(section[nameof(MinDataRate.BytesPerSecond)], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            && ParseDuration(section[nameof(MinDataRate.GracePeriod)]) is { } grace
            && double.IsFinite(rate) && rate > 0 && grace > TimeSpan.FromSeconds(1)
                ? new(rate, grace)
                : null;
    }
}
