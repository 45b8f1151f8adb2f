using System.Globalization;
using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.Scale;

/// <summary>What one thing costs, in seconds, by how much there is already.</summary>
internal sealed class Growth
{
    private const int MeasuredRounds = 3;

    private readonly SortedDictionary<int, double> _costs = [];

    private Growth()
    {
    }

    /// <summary>The medians of some rounds, in which the sizes take turns.</summary>
    public static async Task<Growth> MeasureAsync(int[] sizes, Func<int, Task<double>> costAsync)
    {
        var costs = sizes.ToDictionary(size => size, _ => new List<double>());

        // For the compiler, which makes hot code fast only then; the large sizes have more of it before they are timed.
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

    /// <summary>The cost at one size as a ratio to that at another; all are told.</summary>
    public Ratio Compare(string what, int size, int to, Bound? target = null) =>
        new(what, _costs[size] / _costs[to], target, string.Join(", ", _costs.Select(Text)));

    private static string Text(KeyValuePair<int, double> cost) =>
        string.Create(CultureInfo.InvariantCulture, $"{cost.Value * 1e6:0.00} µs with {cost.Key:N0}");
}
