namespace Wesog.StoreHistories;

/// <summary>What histories are about: few, so that steps meet, and odd, so that a store that folds or orders them wrongly is found.</summary>
public static class Names
{
    /// <summary>Letters that differ in case, a blank at the end, what is special to some store, and two forms of one letter.</summary>
    public static IReadOnlyList<string> Tenants { get; } = ["acme", "Acme", "acme ", "$a.b/c%_", "\u00E9", "e\u0301\U0001F600\"'"];

    /// <summary>The last two are in another order by code point than by UTF-16 code unit.</summary>
    public static IReadOnlyList<string> Images { get; } = ["a", "A", "b", "\u00E9/\u00FC%", "e\u0301", "$x.y", "\uFF21", "\U0001F600"];

    public static IReadOnlyList<string> Keys { get; } = ["k", "K", "k ", new('~', 255)];
}
