using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Benchmarks.Scale;

/// <summary>
/// Measures the cost of an operation of one image by the length of the queue: to accept one more operation, and to execute all.
/// A paused store blocks execution until the measurement of execution starts.
/// </summary>
internal static class QueuedOperations
{
    private const string Tenant = "benchmark";

    public static async Task<IReadOnlyList<Ratio>> RunAsync() =>
    [
        (await Growth.MeasureAsync([100_000, 1_000, 10], async queued => (await MeasureAsync(queued)).Accepting)).Compare(
            "cost to accept an operation with 100,000 queued; baseline: 10 queued", 100_000, to: 10),

        // With ten operations the time would mostly be the time to wake a worker.
        (await Growth.MeasureAsync([100_000, 1_000], async queued => (await MeasureAsync(queued)).Executing)).Compare(
            "cost to execute an operation with 100,000 queued; baseline: 1,000 queued", 100_000, to: 1_000),
    ];

    // Small queues are measured more often, so that each size is measured for about the same time.
    private static async Task<Seconds> MeasureAsync(int queued)
    {
        var queues = Math.Max(1, 10_000 / queued);
        var sum = new Seconds(0, 0);
        for (var queue = 0; queue < queues; queue++)
        {
            var (accepting, executing) = await FillAndDrainAsync(queued, more: queued / 10);
            sum = new(sum.Accepting + accepting, sum.Executing + executing);
        }

        return new(sum.Accepting / queues, sum.Executing / queues);
    }

    private static async Task<Seconds> FillAndDrainAsync(int queued, int more)
    {
        var all = queued + more;
        var store = new PausedStore(new InMemoryImageStore(TimeProvider.System));
        await using var engine = await ImageEngine.StartNewAsync(store, new() { Limits = { MaxQueuedOperations = all } });
        var batches = StorageImages.Objects(new Random(7), all).Select(image => new ImageBatch().Add(image)).ToArray();
        await SubmitAsync(engine, batches[..queued]);
        var accepting = await Rounds.TimeAsync(() => SubmitAsync(engine, batches[queued..]));
        var executing = await Rounds.TimeAsync(() =>
        {
            store.Resume();
            return engine.Operations.WaitAsync(Tenant, all, Timeout.InfiniteTimeSpan);
        });
        var succeeded = await engine.Operations.ListAsync(Tenant, new() { Limit = all, States = [OperationState.Succeeded] });
        return succeeded.Count == all
            ? new(accepting / more, executing / all)
            : throw new InvalidOperationException($"{all - succeeded.Count} of {all} operations did not succeed.");
    }

    private static async Task SubmitAsync(ImageEngine engine, ImageBatch[] batches)
    {
        foreach (var batch in batches)
        {
            await engine.Operations.SubmitAsync(Tenant, batch);
        }
    }

    /// <summary>Seconds per operation.</summary>
    private readonly record struct Seconds(double Accepting, double Executing);
}
