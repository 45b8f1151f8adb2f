namespace Wesog.Validation;

/// <summary>A calendar date that exists, in exactly the form <c>YYYY-MM-DD</c>.</summary>
/// <remarks>Not by the framework's parser, which interprets the format anew for each date.</remarks>
internal static class DateRule
{
    public static FaultKind? Judge(ReadOnlySpan<char> value) =>
        value is [_, _, _, _, '-', _, _, '-', _, _]
        && Number(value[..4]) is >= 1 and var year
        && Number(value[5..7]) is >= 1 and <= 12 and var month
        && Number(value[8..]) is >= 1 and var day
        && day <= DateTime.DaysInMonth(year, month)
            ? null
            : FaultKind.Date;

    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c))
            {
                return -1;
            }

            number = (number * 10) + (c - '0');
        }

        return number;
    }
}
