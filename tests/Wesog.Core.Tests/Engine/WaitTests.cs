using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>Who waits is told of the end, whatever others do with the operation meanwhile.</summary>
public class WaitTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task One_who_looks_for_an_operation_that_is_not_there_yet_wakes_no_one_for_good()
    {
        var store = new LateReads(new InMemoryImageStore(_time));
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        var look = store.HoldNextRead();
        var wait = engine.Operations.WaitAsync("t", 1, Timeout.InfiniteTimeSpan);
        Assert.Null(await engine.Operations.WaitAsync("t", 1, Timeout.InfiniteTimeSpan));
        await engine.Operations.SubmitAsync("t", Samples.Adds("a"));

        look.SetResult();
        await RunUntilAsync(() => store.Reads == 3);
        store.Open();

        Assert.Equal(OperationState.Succeeded, (await wait)!.State);
    }

    [Fact]
    public async Task A_cancellation_whose_answer_was_lost_is_seen_by_those_who_wait()
    {
        var store = new LateReads(new InMemoryImageStore(_time)) { LosesCancellations = true };
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        var wait = engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("a"));
        await RunUntilAsync(() => store.Reads == 1);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.CancelAsync("t", 1));

        await RunUntilAsync(() => wait.IsCompleted);
        Assert.Equal(OperationState.Canceled, (await wait).State);
    }

    [Fact]
    public async Task An_end_that_another_engine_brought_about_is_seen_by_those_who_wait()
    {
        var store = new InMemoryImageStore(_time);
        await using var engine = await ImageEngine.StartNewAsync(new GatedStore(store), timeProvider: _time);
        var wait = engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("a"));
        await using var other = await ImageEngine.StartNewAsync(store, timeProvider: _time);

        await RunUntilAsync(() => wait.IsCompleted);

        Assert.Equal(OperationState.Succeeded, (await wait).State);
    }

    [Fact]
    public async Task Waiting_goes_on_while_the_store_is_out_of_reach()
    {
        var store = new LateReads(new InMemoryImageStore(_time));
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        var wait = engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("a"));
        await RunUntilAsync(() => store.Reads == 1);
        store.IsOutOfReach = true;
        await RunUntilAsync(() => store.Reads == 5);
        Assert.False(wait.IsCompleted);

        store.IsOutOfReach = false;
        store.Open();
        await RunUntilAsync(() => wait.IsCompleted);

        Assert.Equal(OperationState.Succeeded, (await wait).State);
    }

    /// <summary>Lets the clock run until something is so.</summary>
    private async Task RunUntilAsync(Func<bool> isReached)
    {
        while (!isReached())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
