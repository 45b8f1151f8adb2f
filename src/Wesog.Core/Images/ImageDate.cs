using System.Globalization;
using System.Text.Json.Serialization;

namespace Wesog.Images;

/// <summary>
/// The date of an image: a calendar date, a month or a year, written <c>1890-05-02</c>, <c>1890-05</c> or <c>1890</c>.
/// </summary>
/// <remarks>
/// <c>docs/http.md</c>, "Dates". Every value exists in the Gregorian calendar; years are 1 to 9999. The default
/// is no date: its year is 0, and a batch with it is refused as <c>invalid_date</c>. There is no order: a year is neither before nor after its months.
/// </remarks>
[JsonConverter(typeof(ImageDateJsonConverter))]
public readonly struct ImageDate : IEquatable<ImageDate>
{
    private const int LengthOfYear = 4;
    private const int LengthOfMonth = 7;
    private const int LengthOfDay = 10;
    private const int MaxShown = 40;

    private readonly ushort _year;
    private readonly byte _month;
    private readonly byte _day;

    /// <summary>A year.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <exception cref="ArgumentOutOfRangeException">The year is outside this range.</exception>
    public ImageDate(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        _year = (ushort)year;
    }

    /// <summary>A month.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ImageDate(int year, int month)
        : this(year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        _month = (byte)month;
    }

    /// <summary>A calendar date.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">1 to the number of days in the month.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ImageDate(int year, int month, int day)
        : this(year, month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(day, DateTime.DaysInMonth(year, month));
        _day = (byte)day;
    }

    /// <summary>The year, 1 to 9999; 0 in the default, which is no date.</summary>
    public int Year => _year;

    /// <summary>The month, 1 to 12; null if the date is a year.</summary>
    public int? Month => _month == 0 ? null : _month;

    /// <summary>The day of the month, from 1; null if the date is a month or a year.</summary>
    public int? Day => _day == 0 ? null : _day;

    /// <summary>The same calendar date.</summary>
    /// <param name="date">The date.</param>
    public static implicit operator ImageDate(DateOnly date) => new(date.Year, date.Month, date.Day);

    /// <summary>Whether both are the same year, month or day. A month differs from each of its days.</summary>
    public static bool operator ==(ImageDate left, ImageDate right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(ImageDate left, ImageDate right) => !left.Equals(right);

    /// <summary>Reads the stored form: <c>YYYY-MM-DD</c>, <c>YYYY-MM</c> or <c>YYYY</c>.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <exception cref="FormatException">The text, which the message names, has another form, or names no date of the calendar.</exception>
    public static ImageDate Parse(ReadOnlySpan<char> text) => TryParse(text, out var date)
        ? date
        : throw new FormatException(
            $"A date must be a calendar date, month or year that exists, written YYYY-MM-DD, YYYY-MM or YYYY, but is \"{text[..Math.Min(text.Length, MaxShown)]}\".");

    /// <summary>Reads the stored form: <c>YYYY-MM-DD</c>, <c>YYYY-MM</c> or <c>YYYY</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="date">The date; the default if there is none.</param>
    /// <returns>Whether the text is in one of these forms and names a date of the calendar.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out ImageDate date)
    {
        date = default;
        var hasMonth = text.Length is LengthOfMonth or LengthOfDay;
        var hasDay = text.Length == LengthOfDay;
        if ((!hasMonth && text.Length != LengthOfYear) || (hasMonth && text[4] != '-') || (hasDay && text[7] != '-'))
        {
            return false;
        }

        return TryCreate(Number(text[..4]), hasMonth ? Number(text[5..7]) : null, hasDay ? Number(text[8..]) : null, out date);
    }

    /// <inheritdoc/>
    public bool Equals(ImageDate other) => (_year, _month, _day) == (other._year, other._month, other._day);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ImageDate other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_year, _month, _day);

    /// <summary>The stored form: <c>1890-05-02</c>, <c>1890-05</c> or <c>1890</c>.</summary>
    public override string ToString() =>
        _month == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Year:D4}")
        : _day == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{_month:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{_month:D2}-{_day:D2}");

    /// <summary>The date of these numbers, if the calendar has it.</summary>
    internal static bool TryCreate(int year, int? month, int? day, out ImageDate date)
    {
        var exists = year is >= 1 and <= 9999
            && month is null or (>= 1 and <= 12)
            && (day is null || (day >= 1 && day <= DateTime.DaysInMonth(year, month!.Value)));
        date = !exists ? default
            : month is null ? new(year)
            : day is null ? new(year, month.Value)
            : new(year, month.Value, day.Value);
        return exists;
    }

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
