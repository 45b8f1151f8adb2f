using System.Globalization;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Benchmarks.Waiting;

/// <summary>
/// The time from submit to finish of an urgent image, submitted once workers have begun with a backlog of 10,000 single adds,
/// beside that of the like on the same engine when it is idle; and how much of the backlog was finished between.
/// </summary>
/// <param name="place">What to call the store.</param>
/// <param name="newStore">An empty store.</param>
internal sealed class UrgentImage(string place, Func<IImageStore> newStore)
{
    /// <summary>Whose the urgent image is.</summary>
    public const string Tenant = "urgent";

    private const int Backlog = 10_000;
    private const int WarmUp = 2;
    private const int Tries = 7;
    private static readonly ParallelOptions _submitters = new() { MaxDegreeOfParallelism = 64 };
    private static readonly SubmitOptions _urgent = new() { Urgent = true };

    /// <param name="whose">Whose the backlog is, in words.</param>
    /// <param name="tenant">And by name.</param>
    public async Task<IReadOnlyList<Ratio>> BehindAsync(string whose, string tenant)
    {
        var tries = new List<Try>();
        for (var i = -WarmUp; i < Tries; i++)
        {
            var one = await TryAsync(tenant);
            if (i >= 0)
            {
                tries.Add(one);
            }
        }

        var busy = Rounds.Median(tries.Select(one => one.Busy));
        var idle = Rounds.Median(tries.Select(one => one.Idle));
        var before = Rounds.Median(tries.Select(one => (double)one.FinishedBefore));
        return
        [
            new(
                $"{place}: an urgent image behind {whose} backlog, time to that on an idle engine", busy / idle, null,
                string.Create(CultureInfo.InvariantCulture, $"{busy * 1e3:0.000} ms, idle {idle * 1e3:0.000} ms")),
            new(
                "part of that backlog that was finished between its submission and its end", before / Backlog, null,
                string.Create(CultureInfo.InvariantCulture, $"{before:N0} of {Backlog:N0} operations, at most {tries.Max(one => one.FinishedBefore):N0}")),
        ];
    }

    private async Task<Try> TryAsync(string tenant)
    {
        var store = new CountingStore(newStore());
        await using var engine = await ImageEngine.StartNewAsync(store);
        var images = StorageImages.Objects(new Random(7), Backlog + 2);
        await Parallel.ForEachAsync(
            images[2..], _submitters, async (image, stop) => await engine.Operations.SubmitAsync(tenant, new ImageBatch().Add(image), cancellationToken: stop));
        store.Open();
        await store.Begun;
        var finished = store.Finished;
        var busy = await Rounds.TimeAsync(() => engine.SucceedAsync(Tenant, SampleBatches.Add([images[0]]), _urgent).AsTask());
        finished = store.FinishedBeforeUrgent - finished;
        await engine.Operations.WaitAsync(tenant, Backlog, Timeout.InfiniteTimeSpan);
        await RequireSuccessAsync(engine, tenant);
        var idle = await Rounds.TimeAsync(() => engine.SucceedAsync(Tenant, SampleBatches.Add([images[1]]), _urgent).AsTask());
        return new(busy, idle, finished);
    }

    private static async Task RequireSuccessAsync(ImageEngine engine, string tenant)
    {
        var succeeded = await engine.Operations.ListAsync(tenant, new() { State = OperationState.Succeeded, Limit = 2 * Backlog });
        if (succeeded.Count < Backlog)
        {
            throw new InvalidOperationException($"Of the backlog {Backlog - succeeded.Count} operations did not succeed.");
        }
    }

    private readonly record struct Try(double Busy, double Idle, int FinishedBefore);
}
