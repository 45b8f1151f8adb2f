using System.Globalization;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Operations;

namespace Wesog.Benchmarks.InProcess;

/// <summary>
/// Measures the bytes that are allocated but not retained while images are added from objects. The objects of the caller exist
/// before and after, so that they are not counted.
/// </summary>
internal static class KeepingSummary
{
    private const int WarmUp = 2;
    private const int MeasuredRounds = 10;

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        var adds = new Workload(1_000, SampleBatches.Add);
        return
        [
            await MeasureAsync("1,000 strict adds per operation", adds, Bound.AtMost(200)),
            await MeasureAsync("1,000 strict adds per operation, ids in random order", adds with { Random = true }),
        ];
    }

    private static async Task<Ratio> MeasureAsync(string what, Workload workload, Bound? target = null)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var warmUp = BatchesOf(workload, 0, WarmUp);
        var measured = BatchesOf(workload, WarmUp, MeasuredRounds);
        await workload.SubmitAsync(engine, warmUp);
        var before = Heap.Live();
        var allocated = await Heap.AllocatedByAsync(() => workload.SubmitAsync(engine, measured));
        var retained = Heap.Live() - before;
        GC.KeepAlive((warmUp, measured));
        const double Images = MeasuredRounds * Costs.Images;
        return new(
            $"{what}, bytes per image allocated and not retained", (allocated - retained) / Images, target,
            string.Create(CultureInfo.InvariantCulture, $"{allocated / Images:N0} B allocated, {retained / Images:N0} B kept"));
    }

    private static ImageBatch[] BatchesOf(Workload workload, int first, int rounds) =>
        [.. Enumerable.Range(first, rounds).SelectMany(round => workload.Prepare(round).Batches)];
}
