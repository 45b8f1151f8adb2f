using System.Diagnostics;

namespace Wesog.Benchmarks.Summary;

/// <summary>Times ways of doing a thing in turns, so that what the machine does besides falls on all alike.</summary>
internal static class Rounds
{
    /// <summary>So many rounds are for the compiler, which makes hot code fast only then.</summary>
    public const int WarmUp = 4;

    /// <summary>The median seconds of each, after a few rounds that do not count.</summary>
    public static async Task<(double Ours, double Baseline)> CompareAsync(int rounds, Func<int, Task> ours, Func<int, Task> baseline)
    {
        var medians = await InTurnsAsync(rounds, ours, baseline);
        return (medians[0], medians[1]);
    }

    /// <summary>The median seconds of each way, after a few rounds that do not count; each round begins with another.</summary>
    /// <param name="rounds">How many rounds count.</param>
    /// <param name="ways">What to time, given the round's number from 0.</param>
    public static Task<double[]> InTurnsAsync(int rounds, params Func<int, Task>[] ways) => InTurnsWithAsync(rounds, round => round, ways);

    /// <inheritdoc cref="InTurnsAsync(int, Func{int, Task}[])"/>
    /// <param name="rounds">How many rounds count.</param>
    /// <param name="prepare">Makes, untimed, what the ways of a round work on.</param>
    /// <param name="ways">What to time, given what was prepared.</param>
    public static async Task<double[]> InTurnsWithAsync<T>(int rounds, Func<int, T> prepare, params Func<T, Task>[] ways)
    {
        var seconds = ways.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < WarmUp + rounds; round++)
        {
            var prepared = prepare(round);
            for (var turn = 0; turn < ways.Length; turn++)
            {
                var way = (round + turn) % ways.Length;
                var elapsed = await TimeAsync(() => ways[way](prepared));
                if (round >= WarmUp)
                {
                    seconds[way].Add(elapsed);
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

    public static double Percentile(IEnumerable<double> values, double part)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
    }
}
