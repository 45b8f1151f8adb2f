using System.Globalization;
using Wesog.Images;
using Wesog.Texts;

namespace Wesog.Validation;

/// <summary>
/// Validates dates: a calendar date, month or year that exists, in the stored form. For another text it suggests a date only if the text has
/// one meaning: <c>1890-05-02</c> for <c>1890-5-2</c>, but nothing for <c>2.5.1890</c>, whose month can be either number.
/// </summary>
internal static class DateRule
{
    private const int MaxLength = 40;
    private const int MinLength = 8;
    private const int YearLength = 4;
    private const string Separators = "-./:";

    private static readonly ValueFault Unclear = new(ValidationRule.Date);

    public static ValueFault? Validate(ReadOnlySpan<char> text) => ImageDate.TryParse(text, out _) ? default(ValueFault?) : Explain(text);

    private static ValueFault Explain(ReadOnlySpan<char> text)
    {
        if (text.Length <= MaxLength && IndexOfInvisible(text) is var at and >= 0)
        {
            return new(ValidationRule.DateInvisible, at);
        }

        text = text.Length > MaxLength ? default : WithoutTime(text.Trim());
        Span<Range> parts = stackalloc Range[4];
        var count = text.SplitAny(parts, Separators);
        if (count is 0 or 4 || !AreNumbers(text, parts[..count]))
        {
            return Unclear;
        }

        var first = text[parts[0]];
        var last = text[parts[count - 1]];
        return count == 1 ? OfOneNumber(first)
            : first.Length == YearLength ? OfYearFirst(text, parts[..count])
            : last.Length == YearLength ? OfYearLast(text, parts[..count])
            : Unclear;
    }

    // ISO 8601, SQL and EXIF separate the time with a T or a space.
    private static ReadOnlySpan<char> WithoutTime(ReadOnlySpan<char> text) =>
        text.IndexOfAny('T', ' ') is var at and >= MinLength && text[at..].Contains(':') ? text[..at] : text;

    private static bool AreNumbers(ReadOnlySpan<char> text, ReadOnlySpan<Range> parts)
    {
        foreach (var part in parts)
        {
            var number = text[part];
            if (number.IsEmpty || number.ContainsAnyExceptInRange('0', '9') || (number.Length > 2 && number.Length != YearLength && parts.Length > 1))
            {
                return false;
            }
        }

        return true;
    }

    // A year with white space around it, or YYYYMMDD unless it can also be DDMMYYYY or MMDDYYYY.
    private static ValueFault OfOneNumber(ReadOnlySpan<char> digits)
    {
        if (digits.Length == YearLength)
        {
            return Suggest(Number(digits), null, null);
        }

        if (digits.Length != 8)
        {
            return Unclear;
        }

        var (one, two, year) = (Number(digits[..2]), Number(digits[2..4]), Number(digits[4..]));
        return Exists(year, one, two) || Exists(year, two, one)
            ? Unclear
            : Suggest(Number(digits[..4]), Number(digits[4..6]), Number(digits[6..]));
    }

    private static ValueFault OfYearFirst(ReadOnlySpan<char> text, ReadOnlySpan<Range> parts)
    {
        var year = Number(text[parts[0]]);
        var month = Number(text[parts[1]]);
        if (parts.Length == 2)
        {
            // Databases write 00 for an unknown part. A slash separates the years of a range.
            return month == 0 ? Zero(year, null)
                : text[parts[1]].Length <= 2 && !text.Contains('/') ? Suggest(year, month, null)
                : Unclear;
        }

        var day = Number(text[parts[2]]);
        return (month, day) == (0, 0) ? Zero(year, null)
            : day == 0 ? Zero(year, month)
            : Suggest(year, month, day);
    }

    private static ValueFault OfYearLast(ReadOnlySpan<char> text, ReadOnlySpan<Range> parts)
    {
        var year = Number(text[parts[^1]]);
        var one = Number(text[parts[0]]);
        if (parts.Length == 2)
        {
            return Suggest(year, one, null);
        }

        var two = Number(text[parts[1]]);
        return Exists(year, one, two) && Exists(year, two, one) && one != two ? new(ValidationRule.DateOrder)
            : Exists(year, one, two) ? Suggest(year, one, two)
            : Suggest(year, two, one);
    }

    private static ValueFault Zero(int year, int? month) =>
        Suggest(year, month, null) is { Kind: var kind } fault && kind == ValidationRule.DateForm ? fault with { Kind = ValidationRule.DateZero } : Unclear;

    private static int IndexOfInvisible(ReadOnlySpan<char> text)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Characters.IsInvisible(rune))
            {
                return at;
            }

            at += rune.Utf16SequenceLength;
        }

        return -1;
    }

    private static ValueFault Suggest(int year, int? month, int? day) =>
        ImageDate.TryCreate(year, month, day, out var date) ? new(ValidationRule.DateForm, Suggestion: date.ToString())
        : day is >= 29 and <= 31 && ImageDate.TryCreate(year, month, null, out var whole) ? new(
            ValidationRule.DateDay, Suggestion: whole.ToString(), Max: DateTime.DaysInMonth(year, month!.Value))
        : Unclear;

    private static bool Exists(int year, int month, int day) => ImageDate.TryCreate(year, month, day, out _);

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
