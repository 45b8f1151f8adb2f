namespace Wesog.Validation;

/// <summary>What no text may hold: a NUL, or half of a surrogate pair.</summary>
internal static class TextRule
{
    public static ValidationRule? Validate(ReadOnlySpan<char> value) =>
        value.Contains('\0') ? ValidationRule.Nul
        : HasLoneSurrogate(value) ? ValidationRule.LoneSurrogate
        : null;

    private static bool HasLoneSurrogate(ReadOnlySpan<char> value)
    {
        while (value.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (at + 1 == value.Length || !char.IsSurrogatePair(value[at], value[at + 1]))
            {
                return true;
            }

            value = value[(at + 2)..];
        }

        return false;
    }
}
