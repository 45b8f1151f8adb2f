using Wesog.Engine;
using Wesog.Operations;

namespace Wesog.Benchmarks.Samples;

/// <summary>Lets only operations count that did what they were to do: of another there is nothing to measure.</summary>
internal static class Successes
{
    // A value task, so that this look at the end allocates nothing itself.
    public static async ValueTask<Operation> SucceedAsync(
        this ImageEngine engine, string tenant, ImageBatch batch, SubmitOptions? options = null) =>
        (await engine.Operations.SubmitAndWaitAsync(tenant, batch, options)).Succeeded();

    public static Operation Succeeded(this Operation operation) => operation.State == OperationState.Succeeded
        ? operation
        : throw new InvalidOperationException($"Operation {operation.Id} of {operation.Tenant} is {operation.State}.");
}
