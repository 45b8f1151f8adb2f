using System.Text.Json;

namespace Wesog.Serialization;

/// <summary>The keys of the texts that name a JSON type.</summary>
internal static class JsonTypeNames
{
    public const string Null = "json.null";

    public static string Of(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "json.object",
        JsonTokenType.StartArray => "json.array",
        JsonTokenType.String => "json.string",
        JsonTokenType.Number => "json.number",
        JsonTokenType.True or JsonTokenType.False => "json.boolean",
        _ => Null,
    };
}
