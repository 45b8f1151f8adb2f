using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json;

namespace Wesog.Images;

/// <summary>
/// The date of an image: a calendar date, a month or a year, written <c>1890-05-02</c>, <c>1890-05</c> or <c>1890</c>.
/// </summary>
/// <remarks>
/// <c>docs/http.md</c>, "Dates". Every value exists in the Gregorian calendar; years are 1 to 9999. The default
/// is not a date: its year is 0, and validation rejects it as <c>invalid_date</c>. Dates have no order: a year is neither before nor after its months.
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

    /// <summary>Creates a year.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <exception cref="ArgumentOutOfRangeException">The year is outside this range.</exception>
    public ImageDate(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        _year = (ushort)year;
    }

    /// <summary>Creates a month.</summary>
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

    /// <summary>Creates a calendar date.</summary>
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

    /// <summary>The year, 1 to 9999; 0 in the default, which is not a date.</summary>
    public int Year => _year;

    /// <summary>The month, 1 to 12; null if the date is a year.</summary>
    public int? Month => _month == 0 ? null : _month;

    /// <summary>The day of the month, from 1; null if the date is a month or a year.</summary>
    public int? Day => _day == 0 ? null : _day;

    /// <summary>Converts a calendar date.</summary>
    /// <param name="date">The date.</param>
    public static implicit operator ImageDate(DateOnly date) => new(date.Year, date.Month, date.Day);

    /// <summary>Whether both are the same year, month or day. A month differs from each of its days.</summary>
    public static bool operator ==(ImageDate left, ImageDate right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(ImageDate left, ImageDate right) => !left.Equals(right);

    /// <summary>Parses the stored form: <c>YYYY-MM-DD</c>, <c>YYYY-MM</c> or <c>YYYY</c>.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <exception cref="FormatException">The text, which the message quotes, has another form or is not a date of the calendar.</exception>
    public static ImageDate Parse(ReadOnlySpan<char> text) => TryParse(text, out var date)
        ? date
        : throw new FormatException(
            $"A date must be a calendar date, month or year that exists, written YYYY-MM-DD, YYYY-MM or YYYY, but is \"{text[..Math.Min(text.Length, MaxShown)]}\".");

    /// <summary>Parses the stored form: <c>YYYY-MM-DD</c>, <c>YYYY-MM</c> or <c>YYYY</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="date">The date; the default if the text is not a date.</param>
    /// <returns>Whether the text has one of these forms and is a date of the calendar.</returns>
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

    /// <summary>Returns the stored form: <c>1890-05-02</c>, <c>1890-05</c> or <c>1890</c>.</summary>
    public override string ToString() =>
        _month == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Year:D4}")
        : _day == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{_month:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{_month:D2}-{_day:D2}");

    /// <summary>Creates the date of these numbers, if the calendar has it.</summary>
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

/// <summary>Converts the stored form of an <see cref="ImageDate"/> in hosts that serialize images.</summary>
internal sealed class ImageDateJsonConverter : JsonConverter<ImageDate>
{
    /// <inheritdoc/>
    public override ImageDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && ImageDate.TryParse(reader.GetString(), out var date)
            ? date
            : throw new JsonException("A date must be a string in the form YYYY-MM-DD, YYYY-MM or YYYY that the calendar has.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ImageDate value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
