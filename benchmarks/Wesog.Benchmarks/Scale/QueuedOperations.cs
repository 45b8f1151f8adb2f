using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Benchmarks.Scale;

/// <summary>
/// What an operation of one image costs by how many wait: to accept one more behind them, and to carry them all out.
/// A gate before the store keeps the queue from draining until that is timed.
/// </summary>
internal static class QueuedOperations
{
    private const string Tenant = "benchmark";

    public static async Task<IReadOnlyList<Ratio>> RunAsync() =>
    [
        (await Growth.MeasureAsync([100_000, 1_000, 10], async queued => (await MeasureAsync(queued)).Accepting)).Compare(
            "accepting an operation behind 100,000 others, cost to that behind 10", 100_000, to: 10),

        // The end of ten would be mostly the time that a worker needs to wake up.
        (await Growth.MeasureAsync([100_000, 1_000], async queued => (await MeasureAsync(queued)).CarryingOut)).Compare(
            "carrying out an operation of 100,000 that wait, cost to that of 1,000", 100_000, to: 1_000),
    ];

    // Small queues are many, so that each size is timed for about as long.
    private static async Task<Seconds> MeasureAsync(int queued)
    {
        var queues = Math.Max(1, 10_000 / queued);
        var sum = new Seconds(0, 0);
        for (var queue = 0; queue < queues; queue++)
        {
            var (accepting, carryingOut) = await FillAndDrainAsync(queued, more: queued / 10);
            sum = new(sum.Accepting + accepting, sum.CarryingOut + carryingOut);
        }

        return new(sum.Accepting / queues, sum.CarryingOut / queues);
    }

    private static async Task<Seconds> FillAndDrainAsync(int queued, int more)
    {
        var all = queued + more;
        var store = new GatedStore(new InMemoryImageStore(TimeProvider.System));
        await using var engine = await ImageEngine.StartNewAsync(store, new() { Limits = { MaxQueuedOperations = all } });
        var batches = StorageImages.Objects(new Random(7), all).Select(image => new ImageBatch().Add(image)).ToArray();
        await SubmitAsync(engine, batches[..queued]);
        var accepting = await Rounds.TimeAsync(() => SubmitAsync(engine, batches[queued..]));
        var carryingOut = await Rounds.TimeAsync(() =>
        {
            store.Open();
            return engine.Operations.WaitAsync(Tenant, all, Timeout.InfiniteTimeSpan);
        });
        var succeeded = await engine.Operations.ListAsync(Tenant, new() { Limit = all, State = OperationState.Succeeded });
        return succeeded.Count == all
            ? new(accepting / more, carryingOut / all)
            : throw new InvalidOperationException($"{all - succeeded.Count} of {all} operations did not succeed.");
    }

    private static async Task SubmitAsync(ImageEngine engine, ImageBatch[] batches)
    {
        foreach (var batch in batches)
        {
            await engine.Operations.SubmitAsync(Tenant, batch);
        }
    }

    /// <summary>Seconds an operation.</summary>
    private readonly record struct Seconds(double Accepting, double CarryingOut);
}
