using Wesog.Engine;
using Wesog.Images;

namespace Wesog.Benchmarks.Samples;

/// <summary>Submits strict adds from objects and waits for them. Throws if the operation does not succeed.</summary>
internal static class Adds
{
    public static async Task AddAsync(this ImageEngine engine, string tenant, params Image[] images) =>
        await engine.SucceedAsync(tenant, SampleBatches.Add(images));
}
