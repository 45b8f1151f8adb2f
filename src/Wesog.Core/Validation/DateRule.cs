using Wesog.Images;

namespace Wesog.Validation;

/// <summary>A calendar date, month or year that exists, in the form that is stored.</summary>
internal static class DateRule
{
    public static ValueFault? Validate(ReadOnlySpan<char> value) => ImageDate.TryParse(value, out _) ? null : DateAdvice.For(value);
}
