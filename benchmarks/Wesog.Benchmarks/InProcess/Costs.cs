using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.InProcess;

/// <summary>
/// Measures what an image costs in several ways of handling it, in turns, by the median of the rounds. Before each turn the young
/// generations are collected: else a turn would pay for what was prepared, and for what the turn before it left or kept.
/// </summary>
internal static class Costs
{
    /// <summary>Images that each way handles in a round: so many that the caches, cold after the collection, do not matter.</summary>
    public const int Images = 10_000;

    /// <summary>Rounds in all, those for the compiler too.</summary>
    public const int AllRounds = Rounds.WarmUp + 15;

    /// <param name="prepare">Makes, unmeasured, what the ways of a round work on, given the round's number from 0.</param>
    /// <param name="ways">What to measure, given what was prepared.</param>
    public static async Task<Cost[]> MeasureAsync<T>(Func<int, T> prepare, params Func<T, Task>[] ways)
    {
        var costs = ways.Select(_ => new List<Cost>()).ToArray();
        for (var round = 0; round < AllRounds; round++)
        {
            var prepared = prepare(round);
            for (var turn = 0; turn < ways.Length; turn++)
            {
                var way = (round + turn) % ways.Length;
                GC.Collect(1);
                costs[way].Add(await MeasureAsync(() => ways[way](prepared)));
            }
        }

        return [.. costs.Select(MedianOf)];
    }

    private static async Task<Cost> MeasureAsync(Func<Task> work)
    {
        var seconds = 0.0;
        var bytes = await Heap.AllocatedByAsync(async () => seconds = await Rounds.TimeAsync(work));
        return new(seconds / Images, (double)bytes / Images);
    }

    private static Cost MedianOf(List<Cost> costs)
    {
        var counted = costs.Skip(Rounds.WarmUp).ToArray();
        return new(Rounds.Median(counted.Select(cost => cost.Seconds)), Rounds.Median(counted.Select(cost => cost.Bytes)));
    }
}
