using System.Diagnostics;

namespace Wesog.Benchmarks.Summary;

/// <summary>Times several variants alternately, so that other load on the machine affects all variants equally.</summary>
internal static class Rounds
{
    /// <summary>The number of warm-up rounds, in which tiered compilation optimises hot code.</summary>
    public const int WarmUp = 4;

    /// <summary>The median seconds of both variants, without the warm-up rounds.</summary>
    public static async Task<(double Ours, double Baseline)> CompareAsync(int rounds, Func<int, Task> ours, Func<int, Task> baseline)
    {
        var medians = await InTurnsAsync(rounds, ours, baseline);
        return (medians[0], medians[1]);
    }

    /// <summary>The median seconds of each variant, without the warm-up rounds. Each round starts with a different variant.</summary>
    /// <param name="rounds">The number of measured rounds.</param>
    /// <param name="variants">The work to time, given the number of the round from 0.</param>
    public static Task<double[]> InTurnsAsync(int rounds, params Func<int, Task>[] variants) => InTurnsWithAsync(rounds, round => round, variants);

    /// <inheritdoc cref="InTurnsAsync(int, Func{int, Task}[])"/>
    /// <param name="rounds">The number of measured rounds.</param>
    /// <param name="prepare">Creates the input of a round. Not timed.</param>
    /// <param name="variants">The work to time, given the input of the round.</param>
    public static async Task<double[]> InTurnsWithAsync<T>(int rounds, Func<int, T> prepare, params Func<T, Task>[] variants)
    {
        var seconds = variants.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < WarmUp + rounds; round++)
        {
            var prepared = prepare(round);
            for (var position = 0; position < variants.Length; position++)
            {
                var variant = (round + position) % variants.Length;
                var elapsed = await TimeAsync(() => variants[variant](prepared));
                if (round >= WarmUp)
                {
                    seconds[variant].Add(elapsed);
                }
            }
        }

        return [.. seconds.Select(Median)];
    }

    public static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    public static double Percentile(IEnumerable<double> values, double fraction)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * fraction))];
    }
}
