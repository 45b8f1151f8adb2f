using Wesog.Texts;

namespace Wesog.Validation;

/// <summary>No text contains a NUL or half of a surrogate pair.</summary>
internal static class TextRule
{
    public static ValidationRule? Validate(ReadOnlySpan<char> value) =>
        value.Contains('\0') ? ValidationRule.Nul
        : Characters.HasLoneSurrogate(value) ? ValidationRule.LoneSurrogate
        : null;
}

/// <summary>Rejects ids that a reader of a path, a log or a list could confuse with others.</summary>
internal static class IdRule
{
    public static ValueFault? Validate(ReadOnlySpan<char> id) =>
        id is "." or ".." ? new(ValidationRule.Dots)
        : IndexOfControl(id) is var control and >= 0 ? new(ValidationRule.Control, control)
        : char.IsWhiteSpace(id[0]) || char.IsWhiteSpace(id[^1]) ? new(ValidationRule.WhiteSpaceAtEnd, char.IsWhiteSpace(id[0]) ? 0 : id.Length - 1)
        : Characters.StartsInvisibly(id) ? new(ValidationRule.InvisibleAtEnd, 0)
        : Characters.EndsInvisibly(id, out var last) ? new(ValidationRule.InvisibleAtEnd, last)
        : null;

    // Category Cc, whole: C0, DEL and C1.
    private static int IndexOfControl(ReadOnlySpan<char> id)
    {
        for (var i = 0; i < id.Length; i++)
        {
            if (char.IsControl(id[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
