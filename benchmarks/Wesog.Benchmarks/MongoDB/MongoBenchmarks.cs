using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.MongoDB;

/// <summary>The section <c>mongodb</c>.</summary>
internal static class MongoBenchmarks
{
    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        var connectionString = Environment.GetEnvironmentVariable("WESOG_MONGODB")
            ?? throw new InvalidOperationException("Set WESOG_MONGODB to the connection string of a replica set.");
        await using var summary = new MongoSummary(connectionString);
        await using var index = new MongoIndexSummary(connectionString);
        return [.. await summary.RunAsync(), .. await index.RunAsync()];
    }
}
