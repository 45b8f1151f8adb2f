using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.Scale;

/// <summary>Measures how costs grow with the number of images, queued operations and tenants, with the in-memory store.</summary>
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
