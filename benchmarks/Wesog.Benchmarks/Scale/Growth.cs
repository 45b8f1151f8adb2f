using System.Globalization;
using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.Scale;

/// <summary>The cost of an action, in seconds, by the size of the existing data.</summary>
internal sealed class Growth
{
    private const int MeasuredRounds = 3;

    private readonly SortedDictionary<int, double> _costs = [];

    private Growth()
    {
    }

    /// <summary>Measures the median of several rounds. Each round measures every size.</summary>
    public static async Task<Growth> MeasureAsync(int[] sizes, Func<int, Task<double>> costAsync)
    {
        var costs = sizes.ToDictionary(size => size, _ => new List<double>());

        // Warm-up for tiered compilation. The large sizes also execute the code often before they are timed.
        await costAsync(sizes.Min());
        for (var round = 0; round < MeasuredRounds; round++)
        {
            foreach (var size in sizes)
            {
                GC.Collect();
                costs[size].Add(await costAsync(size));
            }
        }

        var growth = new Growth();
        foreach (var (size, rounds) in costs)
        {
            growth._costs.Add(size, Rounds.Median(rounds));
        }

        return growth;
    }

    /// <summary>The ratio of the costs at two sizes. The figures contain all sizes.</summary>
    public Ratio Compare(string what, int size, int to, Bound? target = null) =>
        new(what, _costs[size] / _costs[to], target, string.Join(", ", _costs.Select(Text)));

    private static string Text(KeyValuePair<int, double> cost) =>
        string.Create(CultureInfo.InvariantCulture, $"{cost.Value * 1e6:0.00} µs with {cost.Key:N0}");
}
