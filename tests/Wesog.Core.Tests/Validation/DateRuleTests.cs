using System.Globalization;
using Wesog.Validation;

namespace Wesog.Core.Tests.Validation;

public sealed class DateRuleTests
{
    // The framework's parser is much slower, so the rule has its own.
    [Fact]
    public void Every_year_month_and_day_is_valid_exactly_if_the_framework_accepts_it()
    {
        int[] years = [0, 1, 4, 99, 100, 400, 1899, 1900, 1999, 2000, 2023, 2024, 2100, 9999];
        foreach (var year in years)
        {
            AssertAgrees(string.Create(CultureInfo.InvariantCulture, $"{year:D4}"));
            for (var month = 0; month <= 14; month++)
            {
                AssertAgrees(string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}"));
                for (var day = 0; day <= 33; day++)
                {
                    AssertAgrees(string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}-{day:D2}"));
                }
            }
        }
    }

    [Theory]
    [InlineData("2024-02-29")]
    [InlineData("2024-02")]
    [InlineData("2024")]
    public void A_misplaced_character_is_valid_exactly_if_the_framework_accepts_it(string good)
    {
        for (var at = 0; at < good.Length; at++)
        {
            foreach (var c in "0123456789-/: +.aT\0\u0660\u2212")
            {
                AssertAgrees(good[..at] + c + good[(at + 1)..]);
                AssertAgrees(good.Insert(at, $"{c}"));
            }

            AssertAgrees(good.Remove(at, 1));
        }
    }

    [Theory]
    [InlineData("1890-5-2", "1890-05-02")]
    [InlineData("1890/05/02", "1890-05-02")]
    [InlineData("1890.5.2", "1890-05-02")]
    [InlineData("1890-5", "1890-05")]
    [InlineData("1890.05", "1890-05")]
    [InlineData("05/1890", "1890-05")]
    [InlineData("5.1890", "1890-05")]
    [InlineData(" 1890 ", "1890")]
    [InlineData("1890-05-02\n", "1890-05-02")]
    [InlineData("1890-05-02T00:00:00.000Z", "1890-05-02")]
    [InlineData("1890-05-02 12:30", "1890-05-02")]
    [InlineData("1890:05:02 12:30:00", "1890-05-02")]
    [InlineData("18900502", "1890-05-02")]
    [InlineData("31.12.1890", "1890-12-31")]
    [InlineData("12/31/1890", "1890-12-31")]
    [InlineData("5.5.1890", "1890-05-05")]
    public void A_date_with_one_meaning_is_suggested(string text, string suggestion)
    {
        var error = DateRule.Validate(text);
        Assert.Equal(("invalid_date.form", suggestion), (error?.Kind.Text, error?.Suggestion));
        Assert.Null(DateRule.Validate(suggestion));
    }

    [Theory]
    [InlineData("1890-00-00", "1890")]
    [InlineData("1890-05-00", "1890-05")]
    [InlineData("1890-00", "1890")]
    [InlineData("1890/00/00", "1890")]
    public void The_suggestion_omits_a_month_or_day_of_zero(string text, string suggestion)
    {
        var error = DateRule.Validate(text);
        Assert.Equal(("invalid_date.zero", suggestion), (error?.Kind.Text, error?.Suggestion));
        Assert.Null(DateRule.Validate(suggestion));
    }

    [Theory]
    [InlineData("\u200E1890", 0)]
    [InlineData("1890\u200B-05", 4)]
    [InlineData("1890-05-02\uFEFF", 10)]
    public void The_error_names_an_invisible_character_and_its_position(string text, int at)
    {
        var error = DateRule.Validate(text);
        Assert.Equal(("invalid_date.invisible", at), (error?.Kind.Text, error?.At));
    }

    [Theory]
    [InlineData("1890-02-30", 28, "1890-02")]
    [InlineData("2024-02-30", 29, "2024-02")]
    [InlineData("1890-04-31", 30, "1890-04")]
    [InlineData("31.04.1890", 30, "1890-04")]
    [InlineData("20240230", 29, "2024-02")]
    public void The_error_of_a_missing_day_names_the_length_of_the_month(string text, int days, string month)
    {
        var error = DateRule.Validate(text);
        Assert.Equal(("invalid_date.day", days, month), (error?.Kind.Text, error?.Max, error?.Suggestion));
    }

    [Theory]
    [InlineData("2.5.1890")]
    [InlineData("05/02/1890")]
    [InlineData("1-2-1890")]
    public void Two_numbers_that_may_both_be_the_month_are_not_guessed(string text) =>
        Assert.Equal("invalid_date.order", DateRule.Validate(text)?.Kind.Text);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("0000")]
    [InlineData("890")]
    [InlineData("18905")]
    [InlineData("19101912")]
    [InlineData("1890-13")]
    [InlineData("1890-13-01")]
    [InlineData("1890-1895")]
    [InlineData("1890/5")]
    [InlineData("1890-99-99")]
    [InlineData("1890-05-32")]
    [InlineData("1890-05-02-01")]
    [InlineData("1890--02")]
    [InlineData("5/2/90")]
    [InlineData("c. 1890")]
    [InlineData("1890s")]
    [InlineData("-1890")]
    [InlineData("99999999999999999999-1")]
    [InlineData("99999999999999999999999999999999999999999999")]
    [InlineData("\u0661\u0668\u0669\u0660-5")]
    public void An_ambiguous_date_gives_no_suggestion(string text)
    {
        var error = DateRule.Validate(text);
        Assert.Equal(("invalid_date", ""), (error?.Kind.Text, error?.Suggestion));
    }

    private static void AssertAgrees(string text)
    {
        var isDate = text.Length is 4 or 7 or 10
            && DateOnly.TryParseExact(text + "-01-01"[(text.Length - 4)..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        Assert.True(isDate == (DateRule.Validate(text) is null), $"\"{text}\" is {(isDate ? "a" : "no")} date.");
    }
}
