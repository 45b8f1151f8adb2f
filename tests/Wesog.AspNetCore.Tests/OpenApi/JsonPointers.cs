using System.Text.Json.Nodes;

namespace Wesog.AspNetCore.Tests.OpenApi;

/// <summary>Navigates in a document.</summary>
internal static class JsonPointers
{
    /// <summary>The target of a local reference; null if it does not resolve.</summary>
    public static JsonNode? Find(this JsonNode document, string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, part) => node?[part.Replace("~1", "/").Replace("~0", "~")]);

    /// <summary>The node, or the target of its reference.</summary>
    public static JsonNode Resolve(this JsonNode document, JsonNode node) =>
        node is JsonObject && node["$ref"] is { } reference ? document.Find(reference.GetValue<string>())! : node;

    /// <summary>The node and its descendants.</summary>
    public static IEnumerable<JsonNode> Descendants(this JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(Descendants).Prepend(node),
        JsonArray entries => entries.OfType<JsonNode>().SelectMany(Descendants).Prepend(node),
        _ => [node],
    };

    /// <summary>Every operation, with its path and method.</summary>
    public static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(this JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        select (path.Key, method.Key.ToUpperInvariant(), method.Value!);
}
