using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.InProcess;

/// <summary>Compares the cost of the engine in process, with the in-memory store, with deserialising the same images.</summary>
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
