using System.Globalization;

namespace Wesog.Validation;

/// <summary>A calendar date that exists, in exactly the form <c>YYYY-MM-DD</c>.</summary>
internal static class DateRule
{
    public static FaultKind? Judge(ReadOnlySpan<char> value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && value.Length == 10
            ? null
            : FaultKind.Date;
}
