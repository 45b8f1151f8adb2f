using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Wesog.AspNetCore.Tests.OpenApi;

/// <summary>Validates values against the schemas of the document with an independent validator.</summary>
internal sealed class SchemaCheck(JsonNode document)
{
    private static readonly EvaluationOptions _options = new() { OutputFormat = OutputFormat.List };

    /// <summary>The broken rules, one per line.</summary>
    public IReadOnlyList<string> Faults(JsonNode? value, JsonNode schema, string at = "$")
    {
        // Each call has its own registry, because schemas of two documents have the same address.
        var evaluated = JsonSchema.FromText(Standalone(schema), new() { SchemaRegistry = new() })
            .Evaluate(JsonSerializer.SerializeToElement(value), _options);
        return evaluated.IsValid
            ? []
            :
            [
                .. from result in evaluated.Details ?? []
                   from error in result.Errors ?? new Dictionary<string, string>()
                   select $"{at}{result.InstanceLocation}: {error.Value}",
            ];
    }

    // OpenAPI stores schemas below "components"; JSON Schema does not search there.
    private string Standalone(JsonNode schema) =>
        new JsonObject { ["$defs"] = document["components"]!["schemas"]!.DeepClone(), ["allOf"] = new JsonArray(schema.DeepClone()) }
            .ToJsonString()
            .Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
}
