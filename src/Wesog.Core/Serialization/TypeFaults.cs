using System.Text;
using System.Text.Json;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>Selects the error of a value with the wrong JSON type.</summary>
internal static class TypeFaults
{
    // The digits of 20240229. A longer number is not a date.
    private const int MaxDateDigits = 8;

    /// <param name="kind">The kind of the member.</param>
    /// <param name="method">The method of the item.</param>
    /// <param name="reader">The reader at the first token of the value, which is not null.</param>
    public static ValueFault Of(MemberKind kind, ItemMethod? method, scoped ref readonly Utf8JsonReader reader) => kind switch
    {
        MemberKind.Flag => new(ValidationRule.NoBoolean),
        MemberKind.List => new(method == ItemMethod.Modify ? ValidationRule.NoArrayOrEdit : ValidationRule.NoArray),
        MemberKind.Url => new(ValidationRule.NoUrl),
        MemberKind.Language => new(ValidationRule.NoLanguage),
        MemberKind.Date => DateOf(in reader) is { } date ? new(ValidationRule.NumberForDate, Suggestion: date) : new(ValidationRule.NoDate),
        MemberKind.Id when reader.TokenType == JsonTokenType.StartArray => new(ValidationRule.SeveralIds),
        _ => new(OfText(reader.TokenType)),
    };

    public static ValidationRule OfEntry(JsonTokenType found) => found switch
    {
        JsonTokenType.Null => ValidationRule.NullEntry,
        JsonTokenType.StartArray => ValidationRule.NestedEntries,
        _ => OfText(found),
    };

    private static ValidationRule OfText(JsonTokenType found) => found switch
    {
        JsonTokenType.StartArray => ValidationRule.SeveralTexts,
        JsonTokenType.StartObject => ValidationRule.ObjectForText,
        _ => ValidationRule.NoString,
    };

    private static string? DateOf(scoped ref readonly Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number || reader.ValueSpan.Length > MaxDateDigits || reader.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return null;
        }

        var digits = Encoding.ASCII.GetString(reader.ValueSpan);
        return DateRule.Validate(digits) is not { } fault ? digits
            : fault.Kind == ValidationRule.DateForm ? fault.Suggestion
            : null;
    }
}

/// <summary>The keys of the texts that name JSON types.</summary>
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
