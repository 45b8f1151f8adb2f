using System.Globalization;
using System.Reflection;
using Wesog.Server.Settings;

namespace Wesog.Server.Tests.Settings;

public sealed class DocumentedSettingsTests
{
    [Fact]
    public void Every_setting_stands_in_the_document_with_its_default()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs/server.md"));

        Assert.All(
            [
                .. Rows("Sqlite", new SqliteSettings()), .. Rows("MongoDB", new MongoSettings()),
                .. Rows("Limits", new WesogOptions().Limits), .. Rows("Images", new WesogOptions().Images), .. Rows("Http", new HttpSettings()),
                .. Rows("Limits", new WaitSettings()), .. Rows("Limits", new MemorySettings()),
            ],
            row => Assert.Contains(row, document, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Rows(string section, object options) =>
        from setting in options.GetType().GetProperties()
        let value = setting.Name switch
        {
            "ConcurrentTenants" => "processor count",
            "MaxMemoryBytes" => "a quarter of the memory",
            _ => Format(setting, setting.GetValue(options)),
        }
        select $"\n| `Wesog:{section}:{NameOf(setting)}` | {value} |";

    private static string NameOf(PropertyInfo setting) => setting.PropertyType != typeof(TimeSpan) ? setting.Name
        : IsInSeconds(setting) ? $"{setting.Name[..^"Time".Length]}Seconds"
        : $"{setting.Name}Days";

    private static bool IsInSeconds(PropertyInfo setting) => setting.Name.EndsWith("Time", StringComparison.Ordinal);

    private static string Format(PropertyInfo setting, object? value) => value switch
    {
        null => "none",
        TimeSpan duration => (IsInSeconds(setting) ? duration.TotalSeconds : duration.TotalDays).ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
