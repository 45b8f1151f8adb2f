using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Wesog.AspNetCore.Tests.OpenApi;

public class OpenApiDocumentTests(OpenApiFixture fixture) : IClassFixture<OpenApiFixture>
{
    [Fact]
    public void The_document_is_OpenAPI_3_1() => Assert.StartsWith("3.1.", fixture.Document["openapi"]!.GetValue<string>());

    [Fact]
    public void Tags_of_the_package_have_descriptions() => Assert.Equal(
        ["images", "operations"],
        fixture.Document["tags"]!.AsArray().Where(tag => tag!["description"] is not null).Select(tag => tag!["name"]!.GetValue<string>()));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Title_version_and_description_of_the_host_stay(bool isLast)
    {
        static Task SetInfo(OpenApiDocument document)
        {
            document.Info = new() { Title = "Our archive", Version = "7", Description = "Ours" };
            return Task.CompletedTask;
        }

        var document = JsonNode.Parse(await OpenApiFixture.ReadAsync(registersLast: isLast, configure: services =>
            services.Configure<OpenApiOptions>("v1", options => options.AddDocumentTransformer((document, _, _) => SetInfo(document)))))!;
        Assert.Equal("""{"title":"Our archive","description":"Ours","version":"7"}""", document["info"]!.ToJsonString());
    }

    [Fact]
    public void The_key_is_a_header()
    {
        var scheme = fixture.Document["components"]!["securitySchemes"]!["ApiKey"]!;
        Assert.Equal(("apiKey", "header", "API-Key"), ($"{scheme["type"]}", $"{scheme["in"]}", $"{scheme["name"]}"));
    }

    [Fact]
    public void A_reader_finds_neither_errors_nor_warnings()
    {
        var read = OpenApiDocument.Parse(fixture.Text, "json");
        Assert.NotNull(read.Document);
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
    }

    [Fact]
    public void Every_reference_resolves() => Assert.All(References(), reference => Assert.NotNull(fixture.Document.Find(reference)));

    [Fact]
    public void Every_component_is_used()
    {
        var used = References().ToHashSet();
        var components = from kind in fixture.Document["components"]!.AsObject()
                         where kind.Key != "securitySchemes"
                         from component in kind.Value!.AsObject()
                         select $"#/components/{kind.Key}/{component.Key}";
        Assert.Empty(components.Except(used));
    }

    [Fact]
    public void The_document_contains_the_limits_of_the_host() => Assert.All(
        fixture.Document["components"]!["requestBodies"]!.AsObject().Where(body => body.Value!["content"]!["application/x-ndjson"] is not null),
        body =>
        {
            var schema = body.Value!["content"]!["application/json"]!["schema"]!;
            Assert.Equal(1_234, (schema["anyOf"]?[0] ?? schema)["maxItems"]!.GetValue<int>());
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_document_contains_the_default_of_wait(bool waits)
    {
        var document = JsonNode.Parse(await OpenApiFixture.ReadAsync(
            configure: services => services.Configure<WesogHttpOptions>(options => options.WaitByDefault = waits)))!;
        Assert.Equal(waits, document["components"]!["parameters"]!["wait"]!["schema"]!["default"]!.GetValue<bool>());
    }

    [Fact]
    public void Endpoints_of_the_host_stay_and_their_schemas_have_other_names()
    {
        var own = fixture.Document["paths"]!["/host/images"]!["post"]!;
        var schema = own["requestBody"]!["content"]!["application/json"]!["schema"]!;
        Assert.Equal("#/components/schemas/HostImage", schema["$ref"]!.GetValue<string>());
        Assert.NotNull(fixture.Document.Resolve(schema)["properties"]!["hostsOwn"]);
        Assert.NotNull(fixture.Document["components"]!["schemas"]!["Image"]!["properties"]!["src"]);
        Assert.Null(own["security"]);
    }

    [Fact]
    public async Task The_prefix_of_a_group_is_part_of_the_paths()
    {
        var prefixed = JsonNode.Parse(await OpenApiFixture.ReadAsync("/media/"))!;
        Assert.Equal(
            fixture.Document.Operations().Select(o => o.Path.StartsWith("/host", StringComparison.Ordinal) ? o.Path : $"/media{o.Path}").Order(StringComparer.Ordinal),
            prefixed.Operations().Select(o => o.Path).Order(StringComparer.Ordinal));
    }

    private IEnumerable<string> References() => fixture.Document.Descendants().OfType<JsonObject>()
        .Select(node => node["$ref"]).OfType<JsonValue>().Select(reference => reference.GetValue<string>());
}
