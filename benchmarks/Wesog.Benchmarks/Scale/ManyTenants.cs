using System.Globalization;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;

namespace Wesog.Benchmarks.Scale;

/// <summary>
/// Measures the cost of a single awaited add by the number of tenants that submit alternately. The number of images and
/// operations is constant, and each tenant has submitted before.
/// </summary>
internal static class ManyTenants
{
    private const int MaxTenants = 10_000;
    private const int Timed = 2 * MaxTenants;

    public static async Task<Ratio> RunAsync() =>
        (await Growth.MeasureAsync([MaxTenants, 100, 1], CostAsync)).Compare(
            "cost of a single add with 10,000 tenants; baseline: 1 tenant", MaxTenants, to: 1);

    private static async Task<double> CostAsync(int tenants)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var names = Enumerable.Range(0, tenants).Select(number => number.ToString("D5", CultureInfo.InvariantCulture)).ToArray();
        var images = StorageImages.Objects(new Random(7), MaxTenants + Timed);
        var added = 0;
        async Task AddUntilAsync(int count)
        {
            for (; added < count; added++)
            {
                await engine.AddAsync(names[added % tenants], images[added]);
            }
        }

        await AddUntilAsync(MaxTenants);
        return await Rounds.TimeAsync(() => AddUntilAsync(images.Length)) / Timed;
    }
}
