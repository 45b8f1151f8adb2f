using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.MongoDB;

/// <summary>The section <c>mongodb</c>.</summary>
internal static class MongoBenchmarks
{
    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        await using var summary = new MongoSummary();
        return await summary.RunAsync();
    }
}
