using System.Text;
using System.Text.Json;
using Wesog.Images;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>What to say of a value of the wrong JSON type: by the type that is needed and the one that was found.</summary>
internal static class TypeFaults
{
    // The digits of 20240229; more are no date.
    private const int MaxDateDigits = 8;

    /// <param name="kind">The kind of the member.</param>
    /// <param name="reader">Stands at the value's first token, no null.</param>
    public static ValueFault Of(MemberKind kind, scoped ref readonly Utf8JsonReader reader) => kind switch
    {
        MemberKind.Flag => new(FaultKind.NoBoolean),
        MemberKind.List => new(FaultKind.NoArray),
        MemberKind.Url => new(FaultKind.NoUrl),
        MemberKind.Language => new(FaultKind.NoLanguage),
        MemberKind.Date => DateOf(in reader) is { } date ? new(FaultKind.NumberForDate, Suggestion: date) : new(FaultKind.NoDate),
        MemberKind.Id when reader.TokenType == JsonTokenType.StartArray => new(FaultKind.SeveralIds),
        _ => new(OfText(reader.TokenType)),
    };

    public static FaultKind OfEntry(JsonTokenType found) => found switch
    {
        JsonTokenType.Null => FaultKind.NullEntry,
        JsonTokenType.StartArray => FaultKind.NestedEntries,
        _ => OfText(found),
    };

    private static FaultKind OfText(JsonTokenType found) => found switch
    {
        JsonTokenType.StartArray => FaultKind.SeveralTexts,
        JsonTokenType.StartObject => FaultKind.ObjectForText,
        _ => FaultKind.NoString,
    };

    private static string? DateOf(scoped ref readonly Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number || reader.ValueSpan.Length > MaxDateDigits || reader.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return null;
        }

        var digits = Encoding.ASCII.GetString(reader.ValueSpan);
        return DateRule.Judge(digits) is not { } fault ? digits
            : fault.Kind == FaultKind.DateForm ? fault.Suggestion
            : null;
    }
}
