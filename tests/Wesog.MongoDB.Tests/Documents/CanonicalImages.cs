using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Wesog.Images;

namespace Wesog.MongoDB.Tests.Documents;

/// <summary>Generates images in canonical JSON by its definition, independently of the code under test.</summary>
internal static class CanonicalImages
{
    private static readonly string[] _texts =
    [
        "src", "url_img_watermark", "url_img_thumbnail", "title", "headline", "caption", "alt_text", "date", "status", "location",
        "city", "country", "event", "author", "provider", "shot", "scene", "technique", "medium",
    ];

    private static readonly string[] _flags = ["ai_generated", "model_release", "property_release", "nsfw"];

    /// <summary>Every member of canonical JSON except <c>id</c>, in canonical order.</summary>
    public static readonly string[] Members =
    [
        .. _texts[..7], .. _flags, .. _texts[7..], "keywords", "categories", "collections",
    ];

    // Letters, escaped characters, the boundaries of each UTF-8 length, and characters that some encoders escape.
    private static readonly Gen<string> Characters = Gen.Frequency(
        (8, Gen.Choose('a', 'z').Select(c => ((char)c).ToString())),
        (3, Gen.Choose(0, 0x1F).Select(c => ((char)c).ToString())),
        (3, Gen.Elements("\"", "\\", "/", "<", "&", "'", "+", " ", "\\u0041", "\u007F", "\u0080", "\u07FF", "\u0800", "\u2028")),
        (2, Gen.Elements("\uD7FF", "\uE000", "\uFEFF", "\uFFFD", "\uFFFF", "\U00010000", "\U0001F600", "\U0010FFFF", "e\u0301")),
        (1, Gen.Choose(0x80, 0xD7FF).Select(c => ((char)c).ToString())),
        (1, Gen.Choose(0x10000, 0x10FFFF).Select(char.ConvertFromUtf32)));

    private static readonly Gen<string> Texts = Characters.ListOf().Select(string.Concat);

    /// <summary>Random images with any subset of the members, in canonical order.</summary>
    public static Gen<StoredImage> All =>
        from id in Characters.NonEmptyListOf().Select(string.Concat)
        from values in Gen.CollectToArray(Members.Select(OptionalMember))
        from lang in Gen.Elements(Enum.GetValues<Language>())
        from revision in Gen.Choose(1, int.MaxValue).Select(n => (long)n << (n % 32))
        from seconds in Gen.Choose(int.MinValue, int.MaxValue)
        select Of(id, values.Where(member => member.Value is not null), lang, revision, seconds);

    /// <summary>Creates an image from an id and other members.</summary>
    public static StoredImage Of(
        string id, IEnumerable<(string Name, object? Value)> members, Language lang = Language.Es, long revision = 1, int seconds = 0)
    {
        var json = $"{{{string.Join(',', members.Prepend(("id", id)).Select(member => $"\"{member.Item1}\":{Json(member.Item2)}"))}}}";
        var created = DateTimeOffset.FromUnixTimeMilliseconds(seconds * 1_000L + 7);
        return new(id, lang, revision, created, created.AddMilliseconds(1), Encoding.UTF8.GetBytes(json));
    }

    private static Gen<(string Name, object? Value)> OptionalMember(string name) =>
        Gen.Frequency((1, Gen.Constant<object?>(null)), (2, Values(name))).Select(value => (name, value));

    private static Gen<object?> Values(string name) =>
        _texts.Contains(name) ? Texts.Select(object? (text) => text)
        : _flags.Contains(name) ? Gen.Elements<object?>(true, false)
        : Texts.ArrayOf().Select(object? (entries) => entries);

    private static string Json(object? value) => value switch
    {
        string text => $"\"{string.Concat(text.Select(Escape))}\"",
        string[] entries => $"[{string.Join(',', entries.Select(Json))}]",
        true => "true",
        _ => "false",
    };

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        _ => c.ToString(),
    };
}
