using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.Scale;

/// <summary>How the engine in memory grows dearer with what it holds: images, operations that wait, tenants.</summary>
internal static class ScaleSummary
{
    public static async Task<IReadOnlyList<Ratio>> RunAsync() =>
    [
        .. await StoredImages.RunAsync(),
        await MemoryOfImages.RunAsync(),
        .. await QueuedOperations.RunAsync(),
        await ManyTenants.RunAsync(),
    ];
}
