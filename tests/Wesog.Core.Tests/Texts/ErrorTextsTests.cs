using System.Reflection;
using System.Text.RegularExpressions;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Texts;
using Wesog.Validation;

namespace Wesog.Core.Tests.Texts;

public sealed class ErrorTextsTests
{
    private static readonly Language[] Languages = Enum.GetValues<Language>();

    private static readonly ValidationRule[] Kinds =
        [.. typeof(ValidationRule).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<ValidationRule>()];

    [Fact]
    public void Every_language_has_the_same_keys_and_placeholders()
    {
        foreach (var key in ErrorTexts.Catalog.Keys)
        {
            var places = PlacesOf(Language.En, key);
            Assert.All(Languages, language => Assert.Equal(places, PlacesOf(language, key)));
        }

        Assert.All(Languages, language => Assert.Equal(ErrorTexts.Catalog.Keys.Order(), KeysOf(language).Order()));
    }

    [Fact]
    public void Every_text_is_translated()
    {
        // Related languages share some names of types.
        var sentences = ErrorTexts.Catalog.Keys.Where(key => !key.StartsWith("json.", StringComparison.Ordinal));
        Assert.All(sentences, key => Assert.Equal(Languages.Length, Languages.Select(language => TextOf(language, key)).Distinct().Count()));
    }

    [Fact]
    public void Every_code_has_a_text()
    {
        var codes = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        Assert.All(codes, code => Assert.Contains(ErrorTexts.Catalog.Keys, key => key == code || key.StartsWith(code + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_rule_has_a_text_with_known_placeholders()
    {
        Assert.True(Kinds.Length > 25);
        Assert.All(Kinds, kind =>
        {
            Assert.True(kind.Text == kind.Code || kind.Text.StartsWith(kind.Code + ".", StringComparison.Ordinal));
            Assert.Subset(new HashSet<string> { "field", "value", "max", "actual", "at", "character", "suggestion" }, PlacesOf(Language.En, kind.Text).ToHashSet());
        });
    }

    [Theory]
    [InlineData("id_exists", "id")]
    [InlineData("id_missing", "id")]
    [InlineData("poisoned", "attempts")]
    [InlineData("id_exists.batch", "id", "item")]
    [InlineData("id_missing.batch", "id", "item")]
    public void The_texts_of_the_planner_contain_their_values(string key, params string[] places) => Assert.All(
        Languages,
        language => Assert.All(
            places, shown => Assert.Contains("<5>", ErrorTexts.Format(language, key, [.. places.Select(place => (place, place == shown ? "<5>" : "x"))]))));

    [Fact]
    public void A_brace_in_a_value_is_not_a_placeholder() =>
        Assert.Contains("\"{id} {\"", ErrorTexts.Format(Language.En, "id_exists", ("id", "{id} {")));

    private static string[] PlacesOf(Language language, string key) =>
        [.. Regex.Matches(TextOf(language, key), "{(.*?)}").Select(match => match.Groups[1].Value).Distinct().Order()];

    private static string TextOf(Language language, string key) => ErrorTexts.Format(language, key);

    private static IEnumerable<string> KeysOf(Language language)
    {
        using var file = typeof(ErrorTexts).Assembly.GetManifestResourceStream($"Wesog.Texts.{language.ToCode()}.json")!;
        using var texts = System.Text.Json.JsonDocument.Parse(file);
        return [.. texts.RootElement.EnumerateObject().Select(text => text.Name)];
    }
}
