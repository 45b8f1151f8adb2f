using System.Globalization;
using Wesog.Benchmarks.Samples;
using Wesog.Benchmarks.Storage;
using Wesog.Benchmarks.Summary;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Benchmarks.Waiting;

/// <summary>
/// Measures the time from submit to finish of an urgent image while workers execute a backlog of 10,000 single adds. The baseline
/// is the same on the idle engine. Also measures how many operations of the backlog finish in that time.
/// </summary>
/// <param name="place">The name of the store in the rows.</param>
/// <param name="newStore">Creates an empty store.</param>
internal sealed class UrgentImage(string place, Func<IImageStore> newStore)
{
    /// <summary>The tenant of the urgent image.</summary>
    public const string Tenant = "urgent";

    private const int Backlog = 10_000;
    private const int WarmUp = 2;
    private const int Attempts = 7;
    private static readonly ParallelOptions _submitters = new() { MaxDegreeOfParallelism = 64 };
    private static readonly SubmitOptions _urgent = new() { Urgent = true };

    /// <param name="owner">The description of the tenant of the backlog.</param>
    /// <param name="tenant">The name of the tenant of the backlog.</param>
    public async Task<IReadOnlyList<Ratio>> BehindAsync(string owner, string tenant)
    {
        var attempts = new List<Attempt>();
        for (var i = -WarmUp; i < Attempts; i++)
        {
            var attempt = await AttemptAsync(tenant);
            if (i >= 0)
            {
                attempts.Add(attempt);
            }
        }

        var busy = Rounds.Median(attempts.Select(attempt => attempt.Busy));
        var idle = Rounds.Median(attempts.Select(attempt => attempt.Idle));
        var before = Rounds.Median(attempts.Select(attempt => (double)attempt.FinishedBefore));
        return
        [
            new(
                $"{place}: an urgent image behind a backlog of {owner}, submit to finish; baseline: idle engine", busy / idle, null,
                string.Create(CultureInfo.InvariantCulture, $"{busy * 1e3:0.000} ms, idle {idle * 1e3:0.000} ms")),
            new(
                "operations of that backlog finished between submit and finish of the urgent image; baseline: all of them", before / Backlog, null,
                string.Create(CultureInfo.InvariantCulture, $"{before:N0} of {Backlog:N0} operations, at most {attempts.Max(attempt => attempt.FinishedBefore):N0}")),
        ];
    }

    private async Task<Attempt> AttemptAsync(string tenant)
    {
        var store = new CountingStore(newStore());
        await using var engine = await ImageEngine.StartNewAsync(store);
        var images = StorageImages.Objects(new Random(7), Backlog + 2);
        await Parallel.ForEachAsync(
            images[2..], _submitters, async (image, stop) => await engine.Operations.SubmitAsync(tenant, new ImageBatch().Add(image), cancellationToken: stop));
        store.Resume();
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
        var succeeded = await engine.Operations.ListAsync(tenant, new() { States = [OperationState.Succeeded], Limit = 2 * Backlog });
        if (succeeded.Count < Backlog)
        {
            throw new InvalidOperationException($"{Backlog - succeeded.Count} operations of the backlog did not succeed.");
        }
    }

    private readonly record struct Attempt(double Busy, double Idle, int FinishedBefore);
}
