using System.Text.Json.Nodes;

namespace Wesog.AspNetCore.OpenApi.Examples;

/// <summary>A named example of a body.</summary>
internal sealed record ApiExample(string Name, string Summary, JsonNode Value);
