using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Wesog.Server.Settings;

/// <summary>
/// Checks the section <c>Kestrel</c>. The web server reads its endpoints and certificates itself, but ignores unknown names and values, and the
/// limits as a whole.
/// </summary>
internal static class KestrelSettings
{
    public const string Name = "Kestrel";
    public const string Limits = "Limits";

    private static readonly Dictionary<string, Rule> _certificate = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Path"] = Text, ["KeyPath"] = Text, ["Password"] = Text, ["Subject"] = Text, ["Store"] = Text, ["Location"] = Text, ["AllowInvalid"] = Flag,
    };

    private static readonly Dictionary<string, Rule> _connection = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Protocols"] = OneOf<HttpProtocols>, ["SslProtocols"] = Each(OneOf<SslProtocols>), ["ClientCertificateMode"] = OneOf<ClientCertificateMode>,
    };

    private static readonly Dictionary<string, Rule> _name = new(_connection, StringComparer.OrdinalIgnoreCase)
    {
        ["Certificate"] = Section(_certificate),
    };

    private static readonly Dictionary<string, Rule> _endpoint = new(_name, StringComparer.OrdinalIgnoreCase)
    {
        ["Url"] = Text, ["Sni"] = Each(Section(_name)),
    };

    private static readonly Dictionary<string, Rule> _root = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Endpoints"] = Each(Section(_endpoint)),
        ["EndpointDefaults"] = Section(_connection),
        ["Certificates"] = Each(Section(_certificate)),

        // KestrelLimits reads and checks it.
        [Limits] = (_, _) => { },
    };

    private delegate void Rule(IConfigurationSection section, ICollection<string> faults);

    /// <summary>Reports unknown settings and invalid values, except those of the limits.</summary>
    public static void Check(IConfigurationSection section, ICollection<string> faults) => Section(_root)(section, faults);

    private static Rule Section(IReadOnlyDictionary<string, Rule> settings) => (section, faults) =>
    {
        var names = string.Join(", ", settings.Keys);
        if (!string.IsNullOrEmpty(section.Value))
        {
            faults.Add($"{section.Path} takes no value of its own. Its settings are: {names}.");
        }

        foreach (var child in section.GetChildren())
        {
            if (settings.TryGetValue(child.Key, out var check))
            {
                check(child, faults);
            }
            else
            {
                faults.Add($"{child.Path} is not a setting. The settings of {section.Path} are: {names}.");
            }
        }
    };

    private static Rule Each(Rule check) => (section, faults) =>
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            faults.Add($"{section.Path} takes no value of its own, but it is '{section.Value}'.");
        }

        foreach (var child in section.GetChildren())
        {
            check(child, faults);
        }
    };

    // No text repeats the value, which may be a password.
    private static void Text(IConfigurationSection setting, ICollection<string> faults)
    {
        if (setting.GetChildren().Any())
        {
            faults.Add($"{setting.Path} takes a single value.");
        }
    }

    private static void Flag(IConfigurationSection setting, ICollection<string> faults)
    {
        if (!bool.TryParse(setting.Value, out _))
        {
            faults.Add($"{setting.Path} must be true or false, but it is '{setting.Value}'.");
        }
    }

    private static void OneOf<T>(IConfigurationSection setting, ICollection<string> faults)
        where T : struct, Enum
    {
        if (!Enum.GetNames<T>().Contains(setting.Value, StringComparer.OrdinalIgnoreCase))
        {
            faults.Add($"{setting.Path} must be one of {string.Join(", ", Enum.GetNames<T>())}, but it is '{setting.Value}'.");
        }
    }
}
