using System.Globalization;
using Wesog.Images;

namespace Wesog.Query.Formulas;

/// <summary>Reads the span of days of a year, a month or a day. A day is the number YYYYMMDD.</summary>
internal static class DateSpan
{
    private const int YearLength = 4;
    private const int MonthLength = 7;

    /// <summary>Writes a date with all its digits: <c>2005-5-3</c> as <c>2005-05-03</c>.</summary>
    /// <param name="text">The date, whose month and day can have one digit.</param>
    /// <param name="value">The date with all digits; the text if it is no date.</param>
    /// <returns>Whether the text is a year, a month or a day of the calendar.</returns>
    public static bool TryNormalize(string text, out string value)
    {
        Span<int> numbers = stackalloc int[3];
        var count = 0;
        value = text;
        foreach (var range in text.AsSpan().Split('-'))
        {
            var digits = text.AsSpan()[range];
            if (count == numbers.Length || digits.ContainsAnyExceptInRange('0', '9') || !HasLength(digits, count))
            {
                return false;
            }

            numbers[count++] = int.Parse(digits, CultureInfo.InvariantCulture);
        }

        var isDate = ImageDate.TryCreate(numbers[0], count > 1 ? numbers[1] : null, count > 2 ? numbers[2] : null, out var date);
        value = isDate ? date.ToString() : text;
        return isDate;
    }

    /// <summary>Returns the span of a date in the stored form, in UTF-8.</summary>
    public static ValueSpan Of(ReadOnlySpan<byte> utf8)
    {
        var year = Number(utf8[..YearLength]);
        if (utf8.Length == YearLength)
        {
            return new(Combine(year, 1, 1), Combine(year, 12, 31));
        }

        var month = Number(utf8[(YearLength + 1)..MonthLength]);
        if (utf8.Length == MonthLength)
        {
            return new(Combine(year, month, 1), Combine(year, month, DateTime.DaysInMonth(year, month)));
        }

        var day = Combine(year, month, Number(utf8[(MonthLength + 1)..]));
        return new(day, day);
    }

    private static bool HasLength(ReadOnlySpan<char> digits, int part) => part == 0 ? digits.Length == YearLength : digits.Length is 1 or 2;

    private static int Combine(int year, int month, int day) => (((year * 100) + month) * 100) + day;

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            number = (number * 10) + digit - '0';
        }

        return number;
    }
}
