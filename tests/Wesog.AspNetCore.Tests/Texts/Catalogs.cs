using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Wesog.Images;

namespace Wesog.AspNetCore.Tests.Texts;

/// <summary>All texts of the engine and of the HTTP package, as in their files.</summary>
internal static partial class Catalogs
{
    public static IReadOnlyDictionary<string, Assembly> Assemblies { get; } = new Dictionary<string, Assembly>
    {
        ["engine"] = typeof(Image).Assembly,
        ["api"] = typeof(ProblemCodes).Assembly,
    };

    /// <summary>The keys and texts of a language, in the order of the file.</summary>
    public static IReadOnlyList<(string Key, string Text)> Read(string catalog, string language)
    {
        using var file = Assemblies[catalog].GetManifestResourceStream($"Wesog.Texts.{language}.json")!;
        using var document = JsonDocument.Parse(file);
        return [.. document.RootElement.EnumerateObject().Select(text => (text.Name, text.Value.GetString()!))];
    }

    /// <summary>The placeholders of a text, with repetitions.</summary>
    public static string[] PlacesOf(string text) => [.. Place().Matches(text).Select(place => place.Groups[1].Value).Order(StringComparer.Ordinal)];

    /// <summary>A text without its placeholders.</summary>
    public static string WithoutPlaces(string text) => Place().Replace(text, "");

    [GeneratedRegex("{([a-z_]+)}")]
    private static partial Regex Place();
}
