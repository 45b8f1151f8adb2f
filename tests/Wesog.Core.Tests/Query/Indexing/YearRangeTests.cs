using System.Globalization;
using Wesog.Query.Indexing;

namespace Wesog.Core.Tests.Query.Indexing;

public sealed class YearRangeTests
{
    [Fact]
    public void A_range_has_exactly_its_years_and_few_parts()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var first = random.Next(0, 10_000);
            var last = i == 0 ? first : random.Next(first, 10_000);
            var parts = YearRange.Split(first, last).ToList();
            Assert.InRange(parts.Count, 1, 55);
            for (var year = 0; year < 10_000; year++)
            {
                var digits = year.ToString("D4", CultureInfo.InvariantCulture);
                var count = parts.Count(part => digits.StartsWith(part, StringComparison.Ordinal));
                Assert.True(count == (year >= first && year <= last ? 1 : 0), $"{year} in {first} to {last}: {count}");
            }
        }
    }

    [Fact]
    public void Decades_and_centuries_are_one_part() =>
        Assert.Equal(["1848", "1849", "185", "186", "187", "188", "189", "19"], YearRange.Split(1848, 1999));
}
