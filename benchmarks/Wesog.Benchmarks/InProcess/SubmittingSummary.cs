using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;

namespace Wesog.Benchmarks.InProcess;

/// <summary>
/// What an image costs from submitting its operation to that one's end, beside deserialising the image. Of every method the
/// baseline is the JSON of whole images, so that methods can be compared with each other too.
/// </summary>
internal static class SubmittingSummary
{
    private static readonly Workload _adds = new(1_000, SampleBatches.Add);
    private static readonly Workload _mixed = new(1_000, SampleBatches.Mix);

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        // Not counted: the compiler makes code fast that has been hot for a second or two.
        await CompareAsync("warming up", _mixed);
        return
        [
            await CompareAsync("1,000 strict adds", _adds, Bound.AtMost(0.6)),
            await CompareAsync("1,000 strict adds, ids in random order", _adds with { Random = true }),
            await CompareCollectedAsync(),
            await CompareAsync("1 strict add", new(1, SampleBatches.Add)),
            await CompareAsync("10 strict adds", new(10, SampleBatches.Add)),
            await CompareAsync("10,000 strict adds", new(10_000, SampleBatches.Add)),
            await CompareAsync("1,000 relaxed adds that overwrite", _adds with { Options = new() { Strict = false } }),
            await CompareAsync("1,000 replacements", new(1_000, SampleBatches.Replace)),
            await CompareAsync("1,000 modifications", new(1_000, SampleBatches.Modify)),
            await CompareAsync("1,000 deletions", new(1_000, SampleBatches.Delete)),
            await CompareAsync("1,000 items, a quarter of each method", _mixed),
        ];
    }

    private static Task<Ratio> CompareAsync(string what, Workload workload, Bound? target = null) =>
        CompareAsync(what, workload, after: () => { }, target);

    // The engine keeps what it is given, so that a collection has something to move; what was deserialised is garbage at once.
    private static Task<Ratio> CompareCollectedAsync() => CompareAsync(
        "1,000 strict adds, each way collecting its garbage", _adds, after: () => GC.Collect(0), target: null);

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
        return costs[0].To(costs[1], $"submit to finish, an operation of {what}, to deserialising the images", target);
    }
}
