using System.Text.Json.Nodes;

namespace Wesog.AspNetCore.Tests.OpenApi;

/// <summary>Every example is valid against its schema.</summary>
public class OpenApiExampleTests(OpenApiFixture fixture) : IClassFixture<OpenApiFixture>
{
    private SchemaCheck Check => new(fixture.Document);

    [Fact]
    public void Every_example_of_a_body_fits_its_schema()
    {
        var bodies = fixture.Document.Descendants().OfType<JsonObject>().Where(node => node["schema"] is not null && node["examples"] is JsonObject).ToList();
        Assert.NotEmpty(bodies);
        var faults = from body in bodies
                     from example in body["examples"]!.AsObject()
                     from fault in Check.Faults(fixture.Document.Resolve(example.Value!)["value"], body["schema"]!)
                     select $"{example.Key} {fault}";
        Assert.Empty(faults);
    }

    [Fact]
    public void Every_line_of_an_NDJSON_example_fits_the_items_of_the_array()
    {
        foreach (var (name, body) in fixture.Document["components"]!["requestBodies"]!.AsObject())
        {
            if (body!["content"]!["application/x-ndjson"] is { } lines)
            {
                var json = body["content"]!["application/json"]!["schema"]!;
                var items = (json["anyOf"]?[0] ?? json)["items"]!;
                var text = fixture.Document.Resolve(lines["examples"]!.AsObject().Single().Value!)["value"]!.GetValue<string>();
                Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Empty(Check.Faults(JsonNode.Parse(line), items, name)));
            }
        }
    }

    [Fact]
    public void Every_line_of_the_export_is_an_image()
    {
        var lines = fixture.Document["components"]!["responses"]!["ImagesFound"]!["content"]!["application/x-ndjson"]!;
        var text = fixture.Document.Resolve(lines["examples"]!.AsObject().Single().Value!)["value"]!.GetValue<string>();
        var image = fixture.Document["components"]!["schemas"]!["StoredImage"]!;
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Empty(Check.Faults(JsonNode.Parse(line), image)));
    }

    [Fact]
    public void Every_body_has_an_example() => Assert.All(
        fixture.Document["components"]!.Descendants().OfType<JsonObject>().Select(node => node["content"]).OfType<JsonObject>().SelectMany(content => content),
        media => Assert.NotEmpty(media.Value!["examples"]!.AsObject()));

    [Theory]
    [InlineData("""{ "id": "a", "src": "https://example.com/a.jpg", "created_at": 7, "title": null, "lang": null }""", true)]
    [InlineData("""{ "id": "a/b?c#d%", "src": "HTTP://example.com/ü.jpg", "keywords": [] }""", true)]
    [InlineData("""{ "id": "a", "src": "http://example.com/a", "date": "1890-05-02" }""", true)]
    [InlineData("""{ "id": "a", "src": "http://example.com/a", "date": "1890-05" }""", true)]
    [InlineData("""{ "id": "a", "src": "http://example.com/a", "date": "1890" }""", true)]
    [InlineData("""{ "id": "a", "src": "http://example.com/a", "date": "0000" }""", false)]
    [InlineData("""{ "id": "a", "src": "http://example.com/a", "date": "1890-13" }""", false)]
    [InlineData("""{ "id": "a", "src": "http://example.com/a", "date": "1890-5-2" }""", false)]
    [InlineData("""{ "id": "a", "src": "http://example.com/a\u200b" }""", false)]
    [InlineData("""{ "id": "a" }""", false)]
    [InlineData("""{ "src": "https://example.com/a.jpg" }""", false)]
    [InlineData("""{ "id": "..", "src": "https://example.com/a.jpg" }""", false)]
    [InlineData("""{ "id": " a", "src": "https://example.com/a.jpg" }""", false)]
    [InlineData("""{ "id": "a", "src": "ftp://example.com/a.jpg" }""", false)]
    [InlineData("""{ "id": "a", "src": null }""", false)]
    [InlineData("""{ "id": "a", "src": "https://example.com/a.jpg", "titel": "x" }""", false)]
    [InlineData("""{ "id": "a", "src": "https://example.com/a.jpg", "nsfw": "yes" }""", false)]
    [InlineData("""{ "id": "a", "src": "https://example.com/a.jpg", "keywords": [""] }""", false)]
    public void The_schema_of_images_accepts_what_the_engine_accepts(string image, bool fits) =>
        AssertFits(fits, image, "Image");

    [Theory]
    [InlineData("""{ "id": "a", "title": null }""", true)]
    [InlineData("""{ "id": "a", "src": null }""", false)]
    [InlineData("""{ "id": "a", "lang": null }""", false)]
    [InlineData("""{ "title": "x" }""", false)]
    public void The_schema_of_changes_accepts_what_the_engine_accepts(string change, bool fits) =>
        AssertFits(fits, change, "ImageChange");

    private void AssertFits(bool fits, string value, string schema)
    {
        var faults = Check.Faults(JsonNode.Parse(value), fixture.Document["components"]!["schemas"]![schema]!);
        Assert.True(fits == (faults.Count == 0), string.Join('\n', faults.Prepend($"fits: {!fits}")));
    }
}
