using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Wesog.Images;

namespace Wesog.AspNetCore.Tests;

/// <summary>The texts of problems are complete in five languages.</summary>
public sealed partial class ProblemTextTests
{
    private static readonly Dictionary<string, Dictionary<string, string>> Texts =
        LanguageCodes.All.ToDictionary(code => code, Read);

    public static TheoryData<string> Languages => [.. LanguageCodes.All];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_every_text_with_the_same_placeholders(string language)
    {
        Assert.Equal(Texts["en"].Keys, Texts[language].Keys);
        Assert.All(Texts["en"], text => Assert.Equal(PlacesOf(text.Value), PlacesOf(Texts[language][text.Key])));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_text_is_empty_or_untranslated(string language) => Assert.All(Texts[language], text =>
    {
        Assert.NotEqual(string.Empty, text.Value.Trim());
        Assert.True(language == "en" || text.Value != Texts["en"][text.Key], text.Key);
    });

    [Fact]
    public void Every_code_has_a_title_and_a_detail()
    {
        var codes = typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToList();
        Assert.Equal(29, codes.Count);
        Assert.All(codes, code =>
        {
            Assert.Contains($"{code}.title", Texts["en"].Keys);
            Assert.Contains(Texts["en"].Keys, key => key.StartsWith($"{code}.detail", StringComparison.Ordinal));
        });
        Assert.Equal(codes.Order(), Texts["en"].Keys.Select(key => key.Split('.')[0]).Distinct().Order());
    }

    private static string[] PlacesOf(string text) => [.. Place().Matches(text).Select(place => place.Value).Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> Read(string code)
    {
        using var file = typeof(ProblemCodes).Assembly.GetManifestResourceStream($"Wesog.Texts.{code}.json")!;
        using var document = JsonDocument.Parse(file);
        return document.RootElement.EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString()!);
    }

    [GeneratedRegex("{[a-z_]+}")]
    private static partial Regex Place();
}
