using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Wesog.AspNetCore.OpenApi.Schemas;

/// <summary>Schemas in few words.</summary>
internal static class SchemaFactory
{
    public static OpenApiSchema Text(string? description, int? most = null) =>
        new() { Type = JsonSchemaType.String, Description = description, MaxLength = most };

    public static OpenApiSchema Choice(string? description, params IEnumerable<string> values) =>
        new() { Type = JsonSchemaType.String, Description = description, Enum = [.. values.Select(value => JsonValue.Create(value))] };

    public static OpenApiSchema Flag(string description) => new() { Type = JsonSchemaType.Boolean, Description = description };

    public static OpenApiSchema Count(string description) => Integer(description, "int32", "0");

    public static OpenApiSchema Integer(string? description, string format, string least, string? most = null) =>
        new() { Type = JsonSchemaType.Integer, Description = description, Format = format, Minimum = least, Maximum = most };

    public static OpenApiSchema Time(string description) =>
        new() { Type = JsonSchemaType.String, Description = description, Format = "date-time" };

    public static OpenApiSchema List(string description, IOpenApiSchema items, int? most = null) =>
        new() { Type = JsonSchemaType.Array, Description = description, Items = items, MaxItems = most };

    public static OpenApiSchema Object(
        string description, IEnumerable<KeyValuePair<string, IOpenApiSchema>> members, params IEnumerable<string> required) =>
        new()
        {
            Type = JsonSchemaType.Object,
            Description = description,
            Properties = new Dictionary<string, IOpenApiSchema>(members),
            Required = required.ToHashSet(),
        };

    /// <summary>The same, with <c>null</c> for no value.</summary>
    public static OpenApiSchema OrNull(this OpenApiSchema schema)
    {
        schema.Type |= JsonSchemaType.Null;
        schema.Enum?.Add(JsonNullSentinel.JsonNull);
        return schema;
    }

    /// <summary>The same, with members that it does not name refused.</summary>
    public static OpenApiSchema Closed(this OpenApiSchema schema, bool closed = true)
    {
        schema.AdditionalPropertiesAllowed = !closed;
        return schema;
    }

    public static OpenApiSchema WithDefault(this OpenApiSchema schema, JsonNode value)
    {
        schema.Default = value;
        return schema;
    }
}
