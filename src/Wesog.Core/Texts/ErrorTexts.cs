using Wesog.Images;

namespace Wesog.Texts;

/// <summary>The texts of the engine: those of item errors.</summary>
internal static class ErrorTexts
{
    public static TextCatalog Catalog { get; } = TextCatalog.Load(typeof(ErrorTexts).Assembly);

    public static string Format(Language language, string key, params ReadOnlySpan<(string Name, string Value)> values) =>
        Catalog.Format(language, key, values);
}
