using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;

namespace Wesog.Benchmarks.InProcess;

/// <summary>
/// Measures the cost of an image from submit to finish of its operation. The baseline deserialises the images. It uses complete
/// images for every method, so that the methods can be compared with each other.
/// </summary>
internal static class SubmittingSummary
{
    private static readonly Workload _adds = new(1_000, SampleBatches.Add);
    private static readonly Workload _mixed = new(1_000, SampleBatches.Mix);

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        // Not counted: tiered compilation optimises hot code after one to two seconds.
        await CompareAsync("warm-up", _mixed);
        return
        [
            await CompareAsync("1,000 strict adds per operation", _adds, Bound.AtMost(0.6)),
            await CompareAsync("1,000 strict adds per operation, ids in random order", _adds with { Random = true }),
            await CompareCollectedAsync(),
            await CompareAsync("1 strict add per operation", new(1, SampleBatches.Add)),
            await CompareAsync("10 strict adds per operation", new(10, SampleBatches.Add)),
            await CompareAsync("10,000 strict adds per operation", new(10_000, SampleBatches.Add)),
            await CompareAsync("1,000 relaxed adds per operation that overwrite images", _adds with { Options = new() { Strict = false } }),
            await CompareAsync("1,000 replacements per operation", new(1_000, SampleBatches.Replace)),
            await CompareAsync("1,000 modifications per operation", new(1_000, SampleBatches.Modify)),
            await CompareAsync("1,000 deletions per operation", new(1_000, SampleBatches.Delete)),
            await CompareAsync("1,000 items per operation, a quarter of each method", _mixed),
        ];
    }

    private static Task<Ratio> CompareAsync(string what, Workload workload, Bound? target = null) =>
        CompareAsync(what, workload, after: () => { }, target);

    // The engine retains its images, so that a collection moves them. The deserialised images of the baseline are garbage immediately.
    private static Task<Ratio> CompareCollectedAsync() => CompareAsync(
        "1,000 strict adds per operation, including garbage collection", _adds, after: () => GC.Collect(0), target: null);

    private static async Task<Ratio> CompareAsync(string what, Workload workload, Action after, Bound? target)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await workload.StoreAsync(engine);
        var costs = await Costs.MeasureAsync(
            workload.Prepare,
            async round =>
            {
                await workload.SubmitAsync(engine, round.Batches);
                after();
            },
            async round =>
            {
                await Baselines.DeserialiseAsync(round.Bodies);
                after();
            });
        return costs[0].To(costs[1], $"{what}, submit to finish; baseline: deserialise the images", target);
    }
}
