namespace Wesog.StoreHistories;

/// <summary>The names that histories use: few, so that steps affect the same data, and unusual, so that wrong comparison or order is detected.</summary>
public static class Names
{
    /// <summary>Names that differ in case or in a trailing space, with characters that are special in some store, and with two forms of one letter.</summary>
    public static IReadOnlyList<string> Tenants { get; } = ["acme", "Acme", "acme ", "$a.b/c%_", "\u00E9", "e\u0301\U0001F600\"'"];

    /// <summary>The last two have a different order by code point than by UTF-16 code unit.</summary>
    public static IReadOnlyList<string> Images { get; } = ["a", "A", "b", "\u00E9/\u00FC%", "e\u0301", "$x.y", "\uFF21", "\U0001F600"];

    public static IReadOnlyList<string> Keys { get; } = ["k", "K", "k ", new('~', 255)];
}
