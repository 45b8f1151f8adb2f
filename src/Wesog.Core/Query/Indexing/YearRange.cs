using System.Globalization;

namespace Wesog.Query.Indexing;

/// <summary>Divides a range of years into the years, decades, centuries and millennia that fill it.</summary>
internal static class YearRange
{
    /// <summary>Returns the digits with which the years of a range begin: of 1848 to 1999 <c>1848</c>, <c>1849</c>, <c>185</c> to <c>189</c> and <c>19</c>.</summary>
    /// <param name="first">The first year.</param>
    /// <param name="last">The last year, at most 9999.</param>
    public static IEnumerable<string> Split(int first, int last)
    {
        for (var year = first; year <= last;)
        {
            var (size, digits) = (1, 4);
            while (digits > 1 && year % (size * 10) == 0 && year + (size * 10) - 1 <= last)
            {
                (size, digits) = (size * 10, digits - 1);
            }

            yield return year.ToString("D4", CultureInfo.InvariantCulture)[..digits];
            year += size;
        }
    }
}
