using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wesog.AspNetCore.OpenApi.Examples;

/// <summary>Images as they are sent and answered.</summary>
internal static class ImageExamples
{
    private const string Lighthouse =
        """
        "id": "coast/lighthouse-01", "src": "https://media.example.com/coast/lighthouse-01.jpg", "title": "Lighthouse at dusk",
        "caption": "The lighthouse of Cabo Mayor in the last light of a stormy day.", "alt_text": "A white lighthouse above a dark sea.",
        "ai_generated": false, "date": "2025-11-03", "city": "Santander", "country": "Spain", "author": "Inés Calderón",
        "keywords": ["lighthouse", "dusk", "coast"]
        """;

    private const string Market =
        """
        "id": "city/market-17", "src": "https://media.example.com/city/market-17.jpg", "title": "Morning market", "nsfw": false,
        "keywords": ["market", "fruit"], "collections": ["Cities"]
        """;

    private const string Unnamed =
        """
        "src": "https://media.example.com/coast/lighthouse-01.jpg", "title": "Lighthouse at dusk", "date": "2025-11-03"
        """;

    private const string Kept =
        """
        "lang": "en", "created_at": "2026-02-11T09:30:00.125Z", "updated_at": "2026-02-14T16:05:42.318Z", "revision": 2
        """;

    private const string Retitle = """{ "id": "coast/lighthouse-01", "title": "Lighthouse after the storm", "city": null }""";

    // Letters beyond ASCII as they are: it is to be read.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<ApiExample> All { get; } =
    [
        Array("images", "Two images", $"{{ {Lighthouse} }}", $"{{ {Market} }}"),
        Lines("images_lines", "Two images, one a line", $"{{ {Lighthouse} }}", $"{{ {Market} }}"),
        Array("changes", "A new title, and a member cleared", Retitle),
        Lines("changes_lines", "A change a line", Retitle),
        Array("deletions", "Objects and plain ids", """{ "id": "coast/lighthouse-01" }""", "\"city/market-17\""),
        Lines("deletions_lines", "An id a line", """{ "id": "coast/lighthouse-01" }""", "\"city/market-17\""),
        Array("mixed", "Add, replace, modify and delete in one operation", MixedItems),
        Lines("mixed_lines", "An item a line", MixedItems),
        One("image", "An image without its id", $"{{ {Unnamed} }}"),
        One("change", "A new title, and a member cleared", """{ "title": "Lighthouse after the storm", "city": null }"""),
        One("stored_image", "An image", $"{{ {Lighthouse}, {Kept} }}"),
        One("stored_fields", "With `fields=id&fields=title`", """{ "id": "coast/lighthouse-01", "title": "Lighthouse at dusk" }"""),
        One("image_page", "The second of two images", $$"""{ "results": [{ {{Lighthouse}}, {{Kept}} }], "count": 2 }"""),
    ];

    private static string[] MixedItems =>
    [
        $$"""{ "method": "add", "image": { {{Market}} } }""",
        $$"""{ "method": "upd", "image": { {{Lighthouse}} } }""",
        """{ "method": "mod", "image": { "id": "city/bridge-03", "status": "published" } }""",
        """{ "method": "del", "image": { "id": "city/bridge-02" } }""",
    ];

    private static ApiExample One(string name, string summary, string json) => new(name, summary, JsonNode.Parse(json)!);

    private static ApiExample Array(string name, string summary, params IEnumerable<string> items) =>
        One(name, summary, $"[{string.Join(',', items)}]");

    private static ApiExample Lines(string name, string summary, params IEnumerable<string> items) =>
        new(name, summary, JsonValue.Create(string.Concat(items.Select(item => JsonNode.Parse(item)!.ToJsonString(Readable) + "\n")))!);
}
