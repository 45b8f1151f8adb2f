using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Wesog.Images;

namespace Wesog.AspNetCore.OpenApi;

/// <summary>Reads <c>components.json</c>: the schemas, headers and examples of the document, with places for the limits of the host.</summary>
internal static class ComponentTemplate
{
    private const string Lines = "_lines";

    private static readonly JsonSerializerOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly FrozenSet<string> _schemas = Parse()["schemas"]!.AsObject().Select(schema => schema.Key).ToFrozenSet();

    /// <summary>The components with the limits that are set.</summary>
    public static OpenApiComponents Create(WesogOptions options)
    {
        var components = Parse();
        var stored = components["schemas"]!["StoredImage"]!;
        stored["properties"] = MembersOf(stored["properties"]!, options.Images);
        CompleteImages(components["schemas"]!.AsObject(), options.Images.IgnoreUnknownMembers);
        CompleteLines(components["examples"]!.AsObject());
        var document = $$"""{ "openapi": "3.1.1", "info": { "title": "", "version": "" }, "components": {{components.ToJsonString(_readable)}} }""";
        return OpenApiDocument.Parse(SetLimits(document, options), "json").Document!.Components!;
    }

    /// <summary>The schema name of a host's type. A host that has images may well have an <c>Image</c>.</summary>
    public static string? NameOf(JsonTypeInfo type)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return name is not null && _schemas.Contains(name) ? $"Host{name}" : name;
    }

    private static JsonObject Parse()
    {
        using var file = typeof(ComponentTemplate).Assembly.GetManifestResourceStream("Wesog.OpenApi.components.json")!;
        return JsonNode.Parse(file)!.AsObject();
    }

    // The engine has the table of members. The template has a schema for each kind, or for a member of its own kind.
    private static JsonObject MembersOf(JsonNode schemas, ImageLimits limits)
    {
        JsonObject members = [];
        foreach (var member in ImageMember.All)
        {
            var schema = (schemas[member.Name] ?? schemas[$"{member.Kind}"])!.DeepClone().AsObject();
            if ($"{schema["description"]}" is { Length: > 0 } description)
            {
                schema["description"] = description.Replace("{Description}", member.Description, StringComparison.Ordinal);
            }

            if (member.Kind is MemberKind.Url or MemberKind.Text)
            {
                schema["maxLength"] = member.MaxLength(limits);
            }

            members[member.Name] = schema;
        }

        return members;
    }

    // An image to write has the members of a stored one. All but the id and the source may be null.
    private static void CompleteImages(JsonObject schemas, bool allowsOthers)
    {
        foreach (var schema in schemas.Select(entry => entry.Value!).Where(schema => schema["properties"]?["lang"] is not null && schema["type"] is null))
        {
            JsonObject properties = [];
            foreach (var (name, stored) in schemas["StoredImage"]!["properties"]!.AsObject())
            {
                if (schema["properties"]![name]?.GetValueKind() == JsonValueKind.False)
                {
                    continue;
                }

                var member = (schema["properties"]![name] ?? stored!).DeepClone().AsObject();
                if (member["readOnly"] is not null)
                {
                    // A client may change what it read and send it back.
                    member = new() { ["description"] = "Kept by the engine: ignored when sent.", ["readOnly"] = true };
                }
                else if (name is not ("id" or "src" or "lang"))
                {
                    member["type"] = new JsonArray("null", $"{member["type"]}");
                }

                properties[name] = schema["properties"]!["List"] is { } edit && stored!["type"]?.ToString() == "array"
                    ? new() { ["description"] = $"{stored["description"]}", ["anyOf"] = new JsonArray(member, edit.DeepClone()) }
                    : member;
            }

            foreach (var (name, own) in schema["properties"]!.AsObject().Where(own => own.Value is JsonObject && own.Key != "List" && !properties.ContainsKey(own.Key)))
            {
                properties[name] = own!.DeepClone();
            }

            (schema["type"], schema["properties"], schema["additionalProperties"]) = ("object", properties, allowsOthers);
        }
    }

    // Newline-delimited JSON has the items of the array, or of the page.
    private static void CompleteLines(JsonObject examples)
    {
        foreach (var (name, example) in examples.Where(example => example.Key.EndsWith(Lines, StringComparison.Ordinal)))
        {
            var value = examples[name[..^Lines.Length]]!["value"]!;
            var items = (value is JsonObject page ? page["results"]! : value).AsArray();
            example!["value"] = string.Concat(items.Select(item => $"{item!.ToJsonString(_readable)}\n"));
        }
    }

    // A place that is a whole string becomes a number, others are part of a text.
    private static string SetLimits(string json, WesogOptions options)
    {
        var images = options.Images;
        (string Name, int Value)[] limits =
        [
            ("MaxIdLength", images.MaxIdLength), ("MaxListEntries", images.MaxListEntries), ("MaxEntryLength", images.MaxEntryLength),
            ("MaxErrors", options.Limits.MaxErrors),
        ];
        json = json.Replace("\"{IgnoreUnknownMembers}\"", images.IgnoreUnknownMembers ? "true" : "false", StringComparison.Ordinal);
        return limits.Aggregate(json, (text, limit) => text
            .Replace($"\"{{{limit.Name}}}\"", limit.Value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace($"{{{limit.Name}}}", limit.Value.ToString("N0", CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }
}
