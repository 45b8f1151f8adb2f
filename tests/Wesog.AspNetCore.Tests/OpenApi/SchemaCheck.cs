using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Wesog.AspNetCore.Tests.OpenApi;

/// <summary>Checks a value against a schema: as much of JSON Schema as the document uses.</summary>
internal sealed class SchemaCheck(JsonNode document)
{
    public IReadOnlyList<string> Faults(JsonNode? value, JsonNode schema, string at = "$")
    {
        schema = document.Resolve(schema);
        List<string> faults = [];
        if (schema["type"] is { } type && !Names(type).Any(name => Is(value, name)))
        {
            return [$"{at}: not {type.ToJsonString()}"];
        }

        if (schema["enum"] is JsonArray choices && !choices.Any(choice => JsonNode.DeepEquals(choice, value)))
        {
            faults.Add($"{at}: none of {choices.ToJsonString()}");
        }

        foreach (var part in Parts(schema, "allOf"))
        {
            faults.AddRange(Faults(value, part, at));
        }

        if (Parts(schema, "anyOf") is { Count: > 0 } any && any.All(part => Faults(value, part).Count > 0))
        {
            faults.Add($"{at}: matches none of anyOf");
        }

        if (Parts(schema, "oneOf") is { Count: > 0 } one && one.Count(part => Faults(value, part).Count == 0) != 1)
        {
            faults.Add($"{at}: does not match exactly one of oneOf");
        }

        faults.AddRange(value switch
        {
            JsonObject members => Members(members, schema, at),
            JsonArray entries => Entries(entries, schema, at),
            JsonValue text when Is(text, "string") => Text(text.GetValue<string>(), schema, at),
            JsonValue number when Is(number, "number") => Number(Decimal(number), schema, at),
            _ => [],
        });
        return faults;
    }

    private IEnumerable<string> Members(JsonObject members, JsonNode schema, string at)
    {
        foreach (var name in Names(schema["required"]).Where(name => !members.ContainsKey(name)))
        {
            yield return $"{at}.{name}: required";
        }

        foreach (var (name, value) in members)
        {
            if (schema["properties"]?[name] is { } property)
            {
                foreach (var fault in Faults(value, property, $"{at}.{name}"))
                {
                    yield return fault;
                }
            }
            else if (schema["additionalProperties"] is JsonValue)
            {
                yield return $"{at}.{name}: unknown";
            }
        }
    }

    private IEnumerable<string> Entries(JsonArray entries, JsonNode schema, string at)
    {
        if (entries.Count < (schema["minItems"]?.GetValue<int>() ?? 0) || entries.Count > (schema["maxItems"]?.GetValue<int>() ?? int.MaxValue))
        {
            yield return $"{at}: too few or too many";
        }

        foreach (var fault in entries.SelectMany((entry, i) => schema["items"] is { } items ? Faults(entry, items, $"{at}[{i}]") : []))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Text(string text, JsonNode schema, string at)
    {
        if (text.Length < (schema["minLength"]?.GetValue<int>() ?? 0) || text.Length > (schema["maxLength"]?.GetValue<int>() ?? int.MaxValue))
        {
            yield return $"{at}: too short or too long";
        }

        if (schema["pattern"] is { } pattern && !Regex.IsMatch(text, pattern.GetValue<string>(), RegexOptions.ECMAScript))
        {
            yield return $"{at}: does not match {pattern}";
        }
    }

    private static IEnumerable<string> Number(decimal number, JsonNode schema, string at)
    {
        if ((schema["minimum"] is JsonValue least && number < Decimal(least)) || (schema["maximum"] is JsonValue most && number > Decimal(most)))
        {
            yield return $"{at}: out of bounds";
        }
    }

    private static decimal Decimal(JsonValue number) => decimal.Parse(number.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private static List<JsonNode> Parts(JsonNode schema, string keyword) => [.. (schema[keyword] as JsonArray ?? []).OfType<JsonNode>()];

    private static IEnumerable<string> Names(JsonNode? names) =>
        names is JsonArray array ? array.Select(name => name!.GetValue<string>()) : names is null ? [] : [names.GetValue<string>()];

    private static bool Is(JsonNode? value, string type) => (value?.GetValueKind(), type) switch
    {
        (null or JsonValueKind.Null, "null") => true,
        (JsonValueKind.String, "string") => true,
        (JsonValueKind.True or JsonValueKind.False, "boolean") => true,
        (JsonValueKind.Number, "number") => true,
        (JsonValueKind.Number, "integer") => Decimal(value!.AsValue()) % 1 == 0,
        (JsonValueKind.Object, "object") => true,
        (JsonValueKind.Array, "array") => true,
        _ => false,
    };
}
