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
