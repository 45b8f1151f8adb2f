using System.Globalization;
using Wesog.Texts;

namespace Wesog.Validation;

/// <summary>A rule that a value breaks, and the details for the text of the error.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="At">The position of the invalid character, in UTF-16 code units from 0; -1 if the whole value is invalid.</param>
/// <param name="Suggestion">The value to send instead; empty if there is none.</param>
/// <param name="Max">The limit that the value exceeds.</param>
internal readonly record struct ValueFault(ValidationRule Kind, int At = -1, string Suggestion = "", int Max = 0)
{
    public static implicit operator ValueFault(ValidationRule rule) => new(rule);
}

/// <summary>The part of an item that has an error: the whole item, a member, or an entry of a list.</summary>
internal readonly record struct FaultField(string? Name, int? Entry = null)
{
    /// <summary>The part of a list's edit that has the error; null if the list is sent as a whole.</summary>
    public string? Part { get; init; }

    /// <summary>Creates the field of an unknown member. Its name comes from the client, so it is shortened and made safe to display.</summary>
    public static FaultField OfUnknown(ReadOnlySpan<char> name) => new(SafeDisplayText.Of(name));

    public override string? ToString()
    {
        var name = Part is null ? Name : $"{Name}.{Part}";
        return Entry is { } entry ? string.Create(CultureInfo.InvariantCulture, $"{name}[{entry}]") : name;
    }
}
