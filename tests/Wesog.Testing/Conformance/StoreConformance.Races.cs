using Wesog.Operations;
using Wesog.Storage;
using Xunit;

namespace Wesog.Testing.Conformance;

// Exactly the allowed number of concurrent calls succeeds.
public abstract partial class StoreConformance<THarness>
{
    private const int Racers = 16;
    private const int Rounds = 20;

    /// <summary>One submission binds the key. All others return its operation.</summary>
    [Fact]
    public async Task One_submission_binds_a_key()
    {
        for (var round = 1; round <= Rounds; round++)
        {
            var newOperation = SampleOperations.Add("a").WithKey($"k{round}");

            var results = await RaceAsync(_ => Store.EnqueueAsync(newOperation, Unlimited, default).AsTask());

            var accepted = Assert.Single(results.OfType<EnqueueResult.Accepted>()).Operation;
            Assert.Equal(Racers - 1, results.OfType<EnqueueResult.Duplicate>().Count());
            Assert.All(results.OfType<EnqueueResult.Duplicate>(), duplicate => Assert.Equal(accepted.Id, duplicate.Operation.Id));
            Assert.Equal(round, (await Store.ListOperationsAsync(Tenant, new(), default)).Count);
        }
    }

    /// <summary>Each accepted operation has a unique number.</summary>
    [Fact]
    public async Task Numbers_are_assigned_once()
    {
        var numbers = await RaceAsync(async racer => (await AcceptAsync(SampleOperations.Add($"i{racer}"))).Id);

        Assert.Equal(Enumerable.Range(1, Racers).Select(number => (long)number), numbers.Order());
    }

    /// <summary>The store accepts no more operations than the limit.</summary>
    [Fact]
    public async Task The_queue_keeps_its_limit()
    {
        var results = await RaceAsync(racer => Store.EnqueueAsync(SampleOperations.Add($"i{racer}"), new(5, long.MaxValue), default).AsTask());

        Assert.Equal(5, results.OfType<EnqueueResult.Accepted>().Count());
        Assert.Equal(Racers - 5, results.OfType<EnqueueResult.Full>().Count());
    }

    /// <summary>Only one claim succeeds.</summary>
    [Fact]
    public async Task One_claim_gets_the_work_item()
    {
        for (var round = 0; round < Rounds; round++)
        {
            await AcceptAsync(SampleOperations.Add("a"));
            await AcceptAsync(SampleOperations.Add("b"));

            var workItems = await RaceAsync(async racer =>
                await Store.ClaimAsync(Tenant, new($"engine-{racer}", LeaseOptions.Duration), OneOperation, Now, default));

            var workItem = Assert.Single(workItems, workItem => workItem is not null)!;
            await FinishAsync(workItem);
            await FinishAsync(await ClaimAsync());
        }
    }

    /// <summary>Only one claim takes over an expired lease.</summary>
    [Fact]
    public async Task One_claim_takes_over_an_expired_lease()
    {
        await AcceptAsync(SampleOperations.Add("a"));
        for (var round = 0; round < Rounds; round++)
        {
            var workItems = await RaceAsync(async _ => await TryClaimAsync());

            Assert.Single(workItems, workItem => workItem is not null);
            Clock.Advance(LeaseOptions.Duration);
        }
    }

    /// <summary>Either a cancellation or a claim succeeds, and every caller sees the same result.</summary>
    [Fact]
    public async Task Either_a_cancellation_or_a_claim_succeeds()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var number = (await AcceptAsync(SampleOperations.Add("a"))).Id;
            WorkItem? workItem = null;
            CancelResult? canceled = null;

            await RaceAsync(
                async racer =>
                {
                    if (racer == 0)
                    {
                        workItem = await TryClaimAsync();
                    }
                    else
                    {
                        canceled = await Store.CancelAsync(Tenant, number, Now, default);
                    }

                    return racer;
                },
                racers: 2);

            var expected = workItem is null ? OperationState.Canceled : OperationState.Running;
            Assert.Equal(workItem is null ? CancelOutcome.Canceled : CancelOutcome.TooLate, canceled!.Outcome);
            Assert.Equal(expected, canceled.Operation!.State);
            Assert.Equal(expected, (await GetAsync(number)).State);
            if (workItem is not null)
            {
                await FinishAsync(workItem);
            }
        }
    }

    /// <summary>
    /// Of concurrent cancellations, one succeeds, and the others report that the operation is already cancelled.
    /// </summary>
    [Fact]
    public async Task One_cancellation_succeeds()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var number = (await AcceptAsync(SampleOperations.Add("a"))).Id;

            var results = await RaceAsync(racer => Store.CancelAsync(Tenant, number, Now.AddSeconds(racer), default).AsTask());

            var canceled = Assert.Single(results, result => result.Outcome == CancelOutcome.Canceled).Operation!;
            Assert.Equal(Racers - 1, results.Count(result => result.Outcome == CancelOutcome.AlreadyCanceled));
            Assert.All(results, result => Same.Operation(canceled, result.Operation));
            Same.Operation(canceled, await GetAsync(number));
        }
    }

    /// <summary>
    /// Concurrent transactions of one work item on the same image all take effect. After a conflict the decision runs again.
    /// </summary>
    [Fact]
    public async Task No_transaction_is_lost()
    {
        await WriteAsync(SamplePlans.Puts(SampleImages.Image("a", revision: 1)));
        await RaceAsync(racer => AcceptAsync(SampleOperations.Replace("a")));
        var workItem = await ClaimAsync();
        var deciding = 0;

        await RaceAsync(async racer =>
        {
            await CommitAsync(
                workItem.Lease,
                find =>
                {
                    var revision = find("a")!.Revision + 1;
                    // Two decisions have read before either commits, unless the store runs one at a time.
                    Interlocked.Increment(ref deciding);
                    for (var spins = 10_000; spins > 0 && Volatile.Read(ref deciding) < 2; spins--)
                    {
                        Thread.Yield();
                    }

                    return new(SamplePlans.Puts(SampleImages.Image("a", revision: revision)), [workItem.Operations[racer].Operation.Succeeded(Now)]);
                },
                "a");
            return racer;
        });

        Assert.Equal(1 + Racers, (await ReadAsync("a"))?.Revision);
        await ReleaseAsync(workItem.Lease, operationsWait: false);
    }

    private static async Task<T[]> RaceAsync<T>(Func<int, Task<T>> run, int racers = Racers)
    {
        // Dedicated threads: on the thread pool, or in xunit's context, the calls would run nearly sequentially.
        using var start = new Barrier(racers);
        var tasks = Enumerable.Range(0, racers).Select(racer => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return run(racer);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()).ToArray();
        return await Task.WhenAll(tasks);
    }
}
