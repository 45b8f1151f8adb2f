using System.Reflection;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Texts;

namespace Wesog.AspNetCore.Tests.Texts;

/// <summary>Every text exists in five languages, is not empty, is unique and has the same placeholders.</summary>
public sealed class CatalogTests
{
    // The names of JSON types are parts of other texts.
    private const string Part = "json.";

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var catalog in Catalogs.Assemblies.Keys)
            {
                foreach (var language in LanguageCodes.All)
                {
                    all.Add(catalog, language);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_language_has_the_keys_of_the_others_each_once_and_in_their_order(string catalog, string language) => Assert.Equal(
        Catalogs.Read(catalog, "en").Select(text => text.Key), Catalogs.Read(catalog, language).Select(text => text.Key));

    [Theory]
    [MemberData(nameof(All))]
    public void A_text_has_the_places_of_the_english_one_each_as_often(string catalog, string language)
    {
        var english = Catalogs.Read(catalog, "en").ToDictionary(text => text.Key, text => Catalogs.PlacesOf(text.Text));
        Assert.All(Catalogs.Read(catalog, language), text => Assert.Equal(english[text.Key], Catalogs.PlacesOf(text.Text)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_brace_is_left_when_the_places_are_filled(string catalog, string language)
    {
        var texts = TextCatalog.Load(Catalogs.Assemblies[catalog]);
        Assert.True(LanguageCodes.TryParse(language, out var spoken));
        Assert.All(Catalogs.Read(catalog, language), text =>
        {
            Assert.DoesNotContain(Catalogs.WithoutPlaces(text.Text), c => c is '{' or '}');
            var places = Catalogs.PlacesOf(text.Text);
            var filled = texts.Format(spoken, text.Key, [.. places.Distinct().Select(place => (place, $"<{place}>")), ("unused", "")]);
            Assert.DoesNotContain(filled, c => c is '{' or '}');
            Assert.All(places, place => Assert.Contains($"<{place}>", filled, StringComparison.Ordinal));
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_text_is_empty_padded_or_the_same_as_another(string catalog, string language)
    {
        var texts = Catalogs.Read(catalog, language);
        Assert.All(texts, text => Assert.True(text.Text.Length > 0 && text.Text == text.Text.Trim(), text.Key));
        Assert.Equal(texts.Count, texts.Select(text => text.Text).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Russian_alone_is_in_cyrillic(string catalog, string language) => Assert.All(
        Catalogs.Read(catalog, language).Where(text => !text.Key.StartsWith(Part, StringComparison.Ordinal)),
        text => Assert.Equal(language == "ru", text.Text.Any(c => c is >= 'А' and <= 'я')));

    [Theory]
    [MemberData(nameof(All))]
    public void Every_code_has_its_texts(string catalog, string language)
    {
        var keys = Catalogs.Read(catalog, language).Select(text => text.Key).ToList();
        Assert.All(CodesOf(catalog == "api" ? typeof(ProblemCodes) : typeof(ErrorCodes)), code =>
        {
            Assert.Contains(keys, key => key == code || key.StartsWith(code + ".", StringComparison.Ordinal));
            Assert.True(catalog != "api" || keys.Contains($"{code}.title"), code);
        });
    }

    private static IEnumerable<string> CodesOf(Type codes) =>
        codes.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
}
