using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Benchmarks.InProcess;

/// <summary>Measures the first steps of an operation separately: reading and validating its JSON, and planning.</summary>
internal static class CheckingSummary
{
    private const int Size = 1_000;
    private const string Tenant = "benchmark";

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        await using var engine = await ImageEngine.StartNewAsync();

        // Stored and planned ids alternate, so that each lookup reaches a leaf of the store's tree.
        var all = SampleImages.Objects(2 * Size);
        await engine.SucceedAsync(Tenant, SampleBatches.Add([.. all.Where((_, number) => number % 2 == 0)]));
        var images = all.Where((_, number) => number % 2 == 1).ToArray();
        var body = SampleImages.Json(images);
        Task<ValidatedBatch> ReadAsync() =>
            engine.BatchReader.ReadAsync(new MemoryStream(body), BatchForm.Array(ItemMethod.Add), SubmitOptions.Default);
        var read = await ReadAsync();
        var costs = await Costs.MeasureAsync(
            _ => images,
            _ => RepeatAsync(ReadAsync),
            _ => RepeatAsync(async () => (await engine.Operations.ValidateAsync(Tenant, read)).Operation.Succeeded()),
            _ => RepeatAsync(() => Baselines.DeserialiseAsync(body)),
            _ => RepeatAsync(() => Baselines.PutIntoDictionaryAsync(images)));
        return
        [
            costs[0].To(costs[2], "read and validate 1,000 images from JSON; baseline: deserialise the images"),
            costs[1].To(costs[2], "plan 1,000 strict adds; baseline: deserialise the images"),
            costs[1].To(costs[3], "plan 1,000 strict adds; baseline: insert the images into a new Dictionary"),
        ];
    }

    private static async Task RepeatAsync(Func<Task> work)
    {
        for (var done = 0; done < Costs.Images; done += Size)
        {
            await work();
        }
    }
}
