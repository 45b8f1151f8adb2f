using System.Diagnostics;

namespace Wesog.Benchmarks.Summary;

/// <summary>A part of the summary, which can be run by itself.</summary>
/// <param name="Name">What to call it on the command line.</param>
/// <param name="Title">What it is about.</param>
/// <param name="MeasureAsync">Measures its lines.</param>
internal sealed record Section(string Name, string Title, Func<Task<IReadOnlyList<Ratio>>> MeasureAsync)
{
    public async Task PrintAsync()
    {
        var start = Stopwatch.GetTimestamp();
        var ratios = await MeasureAsync();
        Console.WriteLine($"\n## {Title} (`{Name}`, {Stopwatch.GetElapsedTime(start).TotalSeconds:N0} s)\n");
        Console.WriteLine("| what | ratio | target | | figures |\n| --- | --- | --- | --- | --- |");
        foreach (var ratio in ratios)
        {
            Console.WriteLine(ratio);
        }
    }
}
