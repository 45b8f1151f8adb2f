using System.Text.Json.Nodes;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.AspNetCore.Tests.OpenApi;

/// <summary>The constants that clients depend on: codes, states, methods, languages, names of members.</summary>
public class OpenApiWordTests(OpenApiFixture fixture) : IClassFixture<OpenApiFixture>
{
    private static readonly string[] ProblemCodes =
    [
        "malformed_json", "invalid_body", "invalid_parameter", "invalid_query", "invalid_cursor", "too_many_values", "empty_batch", "invalid_key", "unauthorized", "not_found", "image_not_found",
        "operation_not_found", "method_not_allowed", "operation_failed", "canceled", "poisoned", "damaged", "too_late", "precondition_failed", "too_large",
        "unsupported_media_type", "invalid_images", "key_reused", "queue_full", "too_many_reads", "memory_full", "internal_error", "unavailable", "query_timeout",
    ];

    private JsonNode Components => fixture.Document["components"]!;

    [Fact]
    public void Problem_codes_are_those_of_the_documentation() => Assert.Equal(ProblemCodes, Words("ProblemCode"));

    [Fact]
    public void Every_problem_code_has_an_example_in_a_response_of_its_status()
    {
        var shown = from operation in fixture.Document.Operations()
                    where operation.Operation["security"] is not null
                    from response in operation.Operation["responses"]!.AsObject()
                    let media = fixture.Document.Resolve(response.Value!)["content"]?["application/problem+json"]
                    where media is not null
                    from example in media["examples"]!.AsObject()
                    let problem = fixture.Document.Resolve(example.Value!)["value"]!
                    select (Named: example.Key, Code: $"{problem["code"]}", Answered: response.Key, Status: $"{problem["status"]}");
        var all = shown.Distinct().ToList();
        Assert.All(all, example => Assert.Equal(example.Answered, example.Status));
        Assert.Equal(["store_damaged", "without_tenant"], all.Where(example => example.Named != example.Code).Select(example => example.Named).Order(StringComparer.Ordinal));
        Assert.Equal(ProblemCodes.Order(StringComparer.Ordinal), all.Select(example => example.Code).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Error_codes_are_those_of_the_engine() => Assert.Equal(
        typeof(ErrorCodes).GetFields().Select(code => (string)code.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        Words("ErrorCode").Order(StringComparer.Ordinal));

    [Fact]
    public void States_are_those_of_the_engine() =>
        Assert.Equal(Enum.GetNames<OperationState>().Select(name => name.ToLowerInvariant()), Words("OperationState"));

    [Fact]
    public void Methods_are_as_many_as_the_engine_has() => Assert.Equal(Enum.GetNames<OperationMethod>().Length, Words("OperationMethod").Count());

    [Fact]
    public void An_image_has_the_members_of_the_record()
    {
        var record = typeof(Image).GetProperties().Select(member => Snake(member.Name)).Order(StringComparer.Ordinal).ToList();
        var stored = record.Concat(["created_at", "updated_at", "revision"]).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(stored, Members("StoredImage"));
        var revised = stored.Append("if_revision").Order(StringComparer.Ordinal).ToList();
        Assert.All(["Image", "ImageById", "ImageChange"], schema => Assert.Equal(stored, Members(schema)));
        Assert.All(["ImageReplacement", "ImageReplacementById", "ImageModification", "ImageChangeById"], schema => Assert.Equal(revised, Members(schema)));
        Assert.Equal(stored.Except(["id"]), Members("ImageEdit"));
        Assert.Equal(stored, Components["parameters"]!["fields"]!["schema"]!["items"]!["enum"]!.AsArray().Select(name => $"{name}").Order(StringComparer.Ordinal));
    }

    private IEnumerable<string> Words(string schema) => Components["schemas"]![schema]!["enum"]!.AsArray().Select(word => word!.GetValue<string>());

    private IEnumerable<string> Members(string schema) =>
        Components["schemas"]![schema]!["properties"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal);

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
