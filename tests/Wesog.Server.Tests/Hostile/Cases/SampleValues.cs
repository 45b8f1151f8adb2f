namespace Wesog.Server.Tests.Hostile.Cases;

/// <summary>The values of valid requests.</summary>
internal static class SampleValues
{
    public static IReadOnlyList<string> Ids { get; } =
        [.. Enumerable.Range(0, 40).Select(i => $"i{i}"), "a/b", "a%2Fb", "è", "\U0001F6F6", "delete", "a b", "a+b", "?#", new string('z', 255)];

    public static IReadOnlyList<string> Urls { get; } =
        ["https://images.example/1.jpg", "http://[::1]:80/é?q=1#f", "HTTPS://e.org", "http://münchen.example/%20"];

    public static IReadOnlyList<string> TextMembers { get; } =
        ["title", "headline", "caption", "alt_text", "status", "location", "city", "country", "author", "scene", "medium"];

    public static IReadOnlyList<string> Texts { get; } = ["", "A boat", "çà et là \U0001F6F6", "line\nbreak", "\"quoted\" \\ back", "{id}"];

    public static IReadOnlyList<string> Lists { get; } = ["keywords", "categories", "collections"];

    public static IReadOnlyList<string> Flags { get; } = ["ai_generated", "model_release", "property_release", "nsfw"];

    public static IReadOnlyList<string> Languages { get; } = ["en", "es", "pt", "fr", "ru"];
}
