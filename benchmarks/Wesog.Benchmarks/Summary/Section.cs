using System.Diagnostics;

namespace Wesog.Benchmarks.Summary;

/// <summary>A section of the summary that can run separately.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Title">The heading.</param>
/// <param name="MeasureAsync">Measures its rows.</param>
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
