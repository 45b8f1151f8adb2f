using System.Globalization;
using Wesog.Validation;

namespace Wesog.Core.Tests.Validation;

/// <summary>The rule of dates agrees with the framework's parser, which takes far longer.</summary>
public sealed class DateRuleTests
{
    [Fact]
    public void Every_number_of_year_month_and_day_is_judged_as_the_framework_does()
    {
        int[] years = [0, 1, 4, 99, 100, 400, 1899, 1900, 1999, 2000, 2023, 2024, 2100, 9999];
        foreach (var year in years)
        {
            for (var month = 0; month <= 14; month++)
            {
                for (var day = 0; day <= 33; day++)
                {
                    AssertAgrees(string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}-{day:D2}"));
                }
            }
        }
    }

    [Fact]
    public void A_character_out_of_place_is_judged_as_the_framework_does()
    {
        const string Good = "2024-02-29";
        for (var at = 0; at < Good.Length; at++)
        {
            foreach (var c in "0123456789-/: +.aT\0\u0660\u2212")
            {
                AssertAgrees(Good[..at] + c + Good[(at + 1)..]);
                AssertAgrees(Good.Insert(at, $"{c}"));
            }

            AssertAgrees(Good.Remove(at, 1));
        }
    }

    private static void AssertAgrees(string text)
    {
        var isDate = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && text.Length == 10;
        Assert.True(isDate == (DateRule.Judge(text) is null), $"\"{text}\" is {(isDate ? "a" : "no")} date.");
    }
}
