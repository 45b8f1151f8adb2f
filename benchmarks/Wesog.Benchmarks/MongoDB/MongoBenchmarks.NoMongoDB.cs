using Wesog.Benchmarks.Summary;

namespace Wesog.Benchmarks.MongoDB;

/// <summary>A build without the MongoDB store has nothing to measure.</summary>
internal static class MongoBenchmarks
{
    public static Task<IReadOnlyList<Ratio>> RunAsync() =>
        throw new InvalidOperationException("This build is without the MongoDB store. Build it with -p:MongoDB=true.");
}
