using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.InProcess;

/// <summary>What the engine costs in process, its store in memory, beside what a program does with the same images anyway.</summary>
internal static class InProcessSummary
{
    public static async Task<IReadOnlyList<Ratio>> RunAsync() =>
    [
        .. await SubmittingSummary.RunAsync(),
        .. await KeepingSummary.RunAsync(),
        .. await CheckingSummary.RunAsync(),
        .. await CrowdSummary.RunAsync(),
    ];
}
