using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.MongoDB;

/// <summary>The sections <c>mongodb</c> and <c>mongodb-finding</c>.</summary>
internal static class MongoBenchmarks
{
    private static string ConnectionString => Environment.GetEnvironmentVariable("WESOG_MONGODB")
        ?? throw new InvalidOperationException("Set WESOG_MONGODB to the connection string of a replica set.");

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        await using var summary = new MongoSummary(ConnectionString);
        return await summary.RunAsync();
    }

    public static async Task<IReadOnlyList<Ratio>> RunFindingAsync()
    {
        await using var summary = new MongoIndexSummary(ConnectionString);
        return await summary.RunAsync();
    }
}
