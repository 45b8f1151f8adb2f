using System.Diagnostics;
using Wesog.Benchmarks.Finding;
using Wesog.Benchmarks.Http;
using Wesog.Benchmarks.InProcess;
using Wesog.Benchmarks.MongoDB;
using Wesog.Benchmarks.Queries;
using Wesog.Benchmarks.Scale;
using Wesog.Benchmarks.Start;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Waiting;

namespace Wesog.Benchmarks.Summary;

/// <summary>All sections of the summary.</summary>
internal static class Sections
{
    private static readonly Section[] _all =
    [
        new("process", "The engine in process", InProcessSummary.RunAsync),
        new("http", "The engine over HTTP", HttpSummary.RunAsync),
        new("storage", "The SQLite store", StorageSummary.RunAsync),
        new("query", "Queries", QuerySummary.RunAsync),
        new("finding", "Finding images on SQLite", FindingSummary.RunAsync),
        new("scale", "Growth in memory", ScaleSummary.RunAsync),
        new("waiting", "An urgent image behind a backlog", WaitingSummary.RunAsync),
        new("start", "Start of an embedded engine", StartSummary.RunAsync),
    ];

    // These sections need a server, so they run only if they are named.
    private static readonly Section[] _mongoDB =
    [
        new("mongodb", "The MongoDB store", MongoBenchmarks.RunAsync),
        new("mongodb-finding", "Finding images on MongoDB", MongoBenchmarks.RunFindingAsync),
    ];

    /// <summary>Returns the section <c>finding</c> with a number of images.</summary>
    public static Section Finding(int images) => new("finding", $"Finding {images:N0} images on SQLite", () => FindingSummary.RunAsync(images));

    public static Section? Find(string name) => _all.Concat(_mongoDB).FirstOrDefault(section => section.Name == name);

    public static async Task PrintAllAsync()
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var section in _all)
        {
            await section.PrintAsync();
        }

        Console.WriteLine($"\n{Stopwatch.GetElapsedTime(start).TotalMinutes:N1} minutes.");
    }
}
