using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.InProcess;

/// <summary>
/// Measures the cost of an image in several variants, alternately, as the median of the rounds. Each measurement starts after
/// a collection of generations 0 and 1, so that it does not include garbage or promotions of earlier work.
/// </summary>
internal static class Costs
{
    /// <summary>The images of a variant in a round. The number is high enough that cold caches after the collection have no effect.</summary>
    public const int Images = 10_000;

    /// <summary>The number of all rounds, including warm-up.</summary>
    public const int AllRounds = Rounds.WarmUp + 15;

    /// <param name="prepare">Creates the input of a round, given its number from 0. Not measured.</param>
    /// <param name="variants">The work to measure, given the input of the round.</param>
    public static async Task<Cost[]> MeasureAsync<T>(Func<int, T> prepare, params Func<T, Task>[] variants)
    {
        var costs = variants.Select(_ => new List<Cost>()).ToArray();
        for (var round = 0; round < AllRounds; round++)
        {
            var prepared = prepare(round);
            for (var position = 0; position < variants.Length; position++)
            {
                var variant = (round + position) % variants.Length;
                GC.Collect(1);
                costs[variant].Add(await MeasureAsync(() => variants[variant](prepared)));
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
        var measured = costs.Skip(Rounds.WarmUp).ToArray();
        return new(Rounds.Median(measured.Select(cost => cost.Seconds)), Rounds.Median(measured.Select(cost => cost.Bytes)));
    }
}
