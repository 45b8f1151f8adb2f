using Wesog.Engine;
using Wesog.Operations;

namespace Wesog.Benchmarks.Samples;

/// <summary>Throws if an operation did not succeed, because its measurement would be wrong.</summary>
internal static class Successes
{
    // A value task, so that this check allocates nothing.
    public static async ValueTask<Operation> SucceedAsync(
        this ImageEngine engine, string tenant, ImageBatch batch, SubmitOptions? options = null) =>
        (await engine.Operations.SubmitAndWaitAsync(tenant, batch, options)).Succeeded();

    public static Operation Succeeded(this Operation operation) => operation.State == OperationState.Succeeded
        ? operation
        : throw new InvalidOperationException($"Operation {operation.Id} of {operation.Tenant} is {operation.State}.");
}
