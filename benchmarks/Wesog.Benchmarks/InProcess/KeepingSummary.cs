using System.Globalization;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Operations;

namespace Wesog.Benchmarks.InProcess;

/// <summary>
/// What is allocated while images are added from objects, beside what of it is kept. The caller's objects are there before
/// and after, so that they count as neither.
/// </summary>
internal static class KeepingSummary
{
    private const int WarmUp = 2;
    private const int Counted = 10;

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        var adds = new Workload(1_000, SampleBatches.Add);
        return
        [
            await MeasureAsync("1,000 strict adds", adds, Bound.AtMost(200)),
            await MeasureAsync("1,000 strict adds, ids in random order", adds with { Random = true }),
        ];
    }

    private static async Task<Ratio> MeasureAsync(string what, Workload workload, Bound? target = null)
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var warmUp = BatchesOf(workload, 0, WarmUp);
        var counted = BatchesOf(workload, WarmUp, Counted);
        await workload.SubmitAsync(engine, warmUp);
        var before = Heap.Live();
        var allocated = await Heap.AllocatedByAsync(() => workload.SubmitAsync(engine, counted));
        var kept = Heap.Live() - before;
        GC.KeepAlive((warmUp, counted));
        const double Images = Counted * Costs.Images;
        return new(
            $"bytes allocated an image beyond what is kept, an operation of {what}", (allocated - kept) / Images, target,
            string.Create(CultureInfo.InvariantCulture, $"{allocated / Images:N0} B allocated, {kept / Images:N0} B kept"));
    }

    private static ImageBatch[] BatchesOf(Workload workload, int first, int rounds) =>
        [.. Enumerable.Range(first, rounds).SelectMany(round => workload.Prepare(round).Batches)];
}
