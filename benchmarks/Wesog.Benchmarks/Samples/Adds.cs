using Wesog.Engine;
using Wesog.Images;

namespace Wesog.Benchmarks.Samples;

/// <summary>Strict adds from objects, submit to finish. What did not succeed is no measurement: it throws.</summary>
internal static class Adds
{
    public static async Task AddAsync(this ImageEngine engine, string tenant, params Image[] images) =>
        await engine.SucceedAsync(tenant, SampleBatches.Add(images));
}
