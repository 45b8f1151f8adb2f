using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.MongoDB;

/// <summary>What <c>-- mongodb</c> runs.</summary>
internal static class MongoBenchmarks
{
    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        await using var summary = new MongoSummary();
        return await summary.RunAsync();
    }
}
