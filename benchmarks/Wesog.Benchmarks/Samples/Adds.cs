using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;

namespace Wesog.Benchmarks.Samples;

/// <summary>Strict adds from objects, submit to finish. What did not succeed is no measurement: it throws.</summary>
internal static class Adds
{
    public static Task AddAsync(this ImageEngine engine, string tenant, params Image[] images) =>
        engine.Operations.AddAsync(tenant, SubmitOptions.Default, images);

    public static async Task<Operation> AddAsync(
        this IImageOperationService operations, string tenant, SubmitOptions options, params Image[] images) =>
        (await operations.SubmitAndWaitAsync(tenant, new ImageBatch().Add(images), options)).Succeeded();
}
