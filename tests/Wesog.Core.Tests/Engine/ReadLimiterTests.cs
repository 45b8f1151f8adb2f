using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>A tenant's reads in progress are limited, and only its own.</summary>
public sealed class ReadLimiterTests
{
    [Fact]
    public async Task The_reads_of_one_tenant_do_not_refuse_those_of_another()
    {
        var (engine, store) = await StartAsync(maxReads: 1);
        await using var running = engine;
        store.Hold();
        var held = engine.Images.GetAsync("one", "a");
        var other = engine.Images.GetAsync("other", "a");

        var refusal = await Assert.ThrowsAsync<TooManyReadsException>(() => engine.Images.GetAsync("one", "a"));

        Assert.Equal(("one", 1), (refusal.Tenant, refusal.MaxReads));
        store.Release();
        Assert.Null(await held);
        Assert.Null(await other);
        Assert.Null(await engine.Images.GetAsync("one", "a"));
    }

    [Fact]
    public async Task A_failed_or_canceled_read_is_no_longer_in_progress()
    {
        var (engine, store) = await StartAsync(maxReads: 1);
        await using var running = engine;
        store.Hold();
        using var cancellation = new CancellationTokenSource();
        var canceled = engine.Images.GetAsync("t", "a", cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => engine.Images.ListAsync("t", 0, 0));
        store.Release();

        Assert.Null(await engine.Images.GetAsync("t", "a"));
    }

    [Fact]
    public async Task A_wait_that_waits_is_no_read()
    {
        var (engine, store) = await StartAsync(maxReads: 1);
        await using var running = engine;
        var accepted = await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
        var waits = Enumerable.Range(0, 3).Select(_ => engine.Operations.WaitAsync("t", accepted.Operation.Id, Timeout.InfiniteTimeSpan)).ToList();

        Assert.NotNull(await engine.Operations.GetAsync("t", accepted.Operation.Id));

        store.Resume();
        Assert.All(await Task.WhenAll(waits), operation => Assert.True(operation!.IsFinished));
    }

    /// <summary>A refusal after the acceptance would look as if nothing was accepted.</summary>
    [Fact]
    public async Task An_accepted_operation_is_awaited_however_many_reads_are_in_progress()
    {
        var (engine, store) = await StartAsync(maxReads: 1);
        await using var running = engine;
        store.Hold();
        var held = engine.Images.GetAsync("t", "a");
        var submitted = engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));

        store.Release();
        store.Resume();

        Assert.Equal(OperationState.Succeeded, (await submitted).State);
        _ = await held; // The released read may come before or after the batch.
    }

    [Fact]
    public void Counters_of_tenants_without_reads_are_removed()
    {
        var limiter = new ReadLimiter(maxReads: 2);
        using var kept = limiter.Enter("kept");
        for (var i = 0; i < 10 * ReadLimiter.SweepInterval; i++)
        {
            limiter.Enter($"t{i}").Dispose();
        }

        Assert.InRange(limiter.CounterCount, 1, ReadLimiter.SweepInterval + 1);
        using var second = limiter.Enter("kept");
        Assert.Throws<TooManyReadsException>(() => limiter.Enter("kept"));
    }

    [Fact]
    public void A_counter_allows_exactly_the_limit_whatever_is_removed_meanwhile()
    {
        const int Limit = 3;
        var limiter = new ReadLimiter(Limit);
        var (inProgress, most, refused) = (0, 0, 0);
        Parallel.For(0, 8, worker =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                try
                {
                    using var slot = limiter.Enter("t");
                    InterlockedMax(ref most, Interlocked.Increment(ref inProgress));
                    limiter.Enter($"{worker}-{i}").Dispose();
                    Interlocked.Decrement(ref inProgress);
                }
                catch (TooManyReadsException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        });

        Assert.InRange(most, 1, Limit);
        Assert.Equal(0, inProgress);
        foreach (var slot in Enumerable.Range(0, Limit).Select(_ => limiter.Enter("t")).ToList())
        {
            slot.Dispose();
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen;)
        {
            seen = Interlocked.CompareExchange(ref target, value, seen) is var before && before == seen ? value : before;
        }
    }

    private static async Task<(ImageEngine Engine, HeldReadsStore Store)> StartAsync(int maxReads)
    {
        var store = new HeldReadsStore(new InMemoryImageStore(TimeProvider.System));
        return (await ImageEngine.StartNewAsync(store, new() { Limits = { MaxConcurrentReads = maxReads } }), store);
    }
}
