using System.Diagnostics;

namespace Wesog.Benchmarks.Summary;

/// <summary>Times two ways of doing a thing in turns, so that what the machine does besides falls on both alike.</summary>
internal static class Rounds
{
    /// <summary>So many rounds are for the compiler, which makes hot code fast only then.</summary>
    public const int WarmUp = 4;

    /// <summary>The median seconds of each, after a few rounds that do not count.</summary>
    public static async Task<(double Ours, double Baseline)> CompareAsync(int rounds, Func<int, Task> ours, Func<int, Task> baseline)
    {
        var (first, second) = (new List<double>(), new List<double>());
        for (var round = 0; round < WarmUp + rounds; round++)
        {
            var isFirst = round % 2 == 0;
            var a = await TimeAsync(() => isFirst ? ours(round) : baseline(round));
            var b = await TimeAsync(() => isFirst ? baseline(round) : ours(round));
            if (round >= WarmUp)
            {
                first.Add(isFirst ? a : b);
                second.Add(isFirst ? b : a);
            }
        }

        return (Median(first), Median(second));
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
