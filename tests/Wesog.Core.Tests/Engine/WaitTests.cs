using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>Waiters see the final state, whatever else happens to the operation.</summary>
public class WaitTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_wait_for_a_missing_operation_does_not_end_another_wait()
    {
        var store = new DelayedReadsStore(new InMemoryImageStore(_time));
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        var read = store.HoldNextRead();
        var wait = engine.Operations.WaitAsync("t", 1, Timeout.InfiniteTimeSpan);
        Assert.Null(await engine.Operations.WaitAsync("t", 1, Timeout.InfiniteTimeSpan));
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));

        read.SetResult();
        await RunUntilAsync(() => store.Reads >= 3);
        store.Resume();

        Assert.Equal(OperationState.Succeeded, (await wait)!.State);
    }

    [Fact]
    public async Task Waiters_see_a_cancellation_with_a_lost_response()
    {
        var store = new DelayedReadsStore(new InMemoryImageStore(_time)) { LosesCancelResponses = true };
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        var wait = engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));
        await RunUntilAsync(() => store.Reads >= 1);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.CancelAsync("t", 1));

        await RunUntilAsync(() => wait.IsCompleted);
        Assert.Equal(OperationState.Canceled, (await wait).State);
    }

    [Fact]
    public async Task Waiters_see_an_operation_that_another_engine_finished()
    {
        var store = new InMemoryImageStore(_time);
        await using var engine = await ImageEngine.StartNewAsync(new PausedStore(store), timeProvider: _time);
        var wait = engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));
        await using var other = await ImageEngine.StartNewAsync(store, timeProvider: _time);

        await RunUntilAsync(() => wait.IsCompleted);

        Assert.Equal(OperationState.Succeeded, (await wait).State);
    }

    [Fact]
    public async Task Waiting_continues_during_an_outage()
    {
        var store = new DelayedReadsStore(new InMemoryImageStore(_time));
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        var wait = engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));
        await RunUntilAsync(() => store.Reads >= 1);
        store.IsUnavailable = true;
        await RunUntilAsync(() => store.Reads >= 5);
        Assert.False(wait.IsCompleted);

        store.IsUnavailable = false;
        store.Resume();
        await RunUntilAsync(() => wait.IsCompleted);

        Assert.Equal(OperationState.Succeeded, (await wait).State);
    }

    /// <summary>Advances the clock until a condition holds.</summary>
    private async Task RunUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
