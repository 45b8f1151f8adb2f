using System.Globalization;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;

namespace Wesog.Benchmarks.Scale;

/// <summary>
/// What a single add that is waited for costs, by how many tenants take turns in submitting: as many images and operations,
/// spread over more tenants, each of whom has submitted before.
/// </summary>
internal static class ManyTenants
{
    private const int Most = 10_000;
    private const int Timed = 2 * Most;

    public static async Task<Ratio> RunAsync() =>
        (await Growth.MeasureAsync([Most, 100, 1], CostAsync)).Compare(
            "a single add with 10,000 tenants, cost to that with one", Most, to: 1);

    private static async Task<double> CostAsync(int tenants)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var names = Enumerable.Range(0, tenants).Select(number => number.ToString("D5", CultureInfo.InvariantCulture)).ToArray();
        var images = StorageImages.Objects(new Random(7), Most + Timed);
        var added = 0;
        async Task AddUntilAsync(int count)
        {
            for (; added < count; added++)
            {
                await engine.AddAsync(names[added % tenants], images[added]);
            }
        }

        await AddUntilAsync(Most);
        return await Rounds.TimeAsync(() => AddUntilAsync(images.Length)) / Timed;
    }
}
