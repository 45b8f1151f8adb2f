using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

public class OutageTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FaultyStore _store;
    private int _failures;

    public OutageTests() => _store = new(new InMemoryImageStore(_time));

    [Fact]
    public async Task Operations_wait_while_the_store_is_out_of_reach_and_go_on_by_themselves()
    {
        _failures = 4;
        _store.BeforeClaim = (_, _) => FailOnce();
        await RunOneAsync();
    }

    [Fact]
    public async Task A_commit_that_never_reached_the_store_runs_again()
    {
        _failures = 3;
        _store.BeforeTransact = (_, _) => FailOnce();
        await RunOneAsync();
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_neither_lost_nor_doubled()
    {
        _failures = 1;
        _store.AfterTransact = FailOnce;
        await RunOneAsync();
    }

    [Fact]
    public async Task A_release_that_fails_is_repeated()
    {
        _failures = 5;
        _store.BeforeRelease = FailOnce;
        await using var engine = await ImageEngine.StartNewAsync(_store, timeProvider: _time);
        await engine.Operations.SubmitAsync("t", Samples.Adds("a"));
        await FinishAsync(engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("b")));
        Assert.Equal(2, (await engine.Images.ListAsync("t", 0, 10)).Count);
    }

    [Fact]
    public async Task An_operation_accepted_by_a_call_whose_answer_was_lost_runs_all_the_same()
    {
        _failures = 1;
        _store.AfterEnqueue = FailOnce;
        await using var engine = await ImageEngine.StartNewAsync(_store, timeProvider: _time);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAsync("t", Samples.Adds("a")));
        var end = await FinishAsync(engine.Operations.WaitAsync("t", 1, Timeout.InfiniteTimeSpan));
        Assert.Equal(OperationState.Succeeded, end!.State);
    }

    [Fact]
    public async Task An_outage_is_no_attempt()
    {
        _failures = 20;
        _store.BeforeTransact = (_, _) => FailOnce();
        await RunOneAsync();
    }

    [Fact]
    public async Task Readiness_tells_the_truth()
    {
        await using var engine = await ImageEngine.StartNewAsync(_store, timeProvider: _time);
        Assert.True(await engine.IsReadyAsync());
        _failures = 1;
        _store.BeforePing = FailOnce;
        Assert.False(await engine.IsReadyAsync());
        Assert.True(await engine.IsReadyAsync());
        await engine.StopAsync();
        Assert.False(await engine.IsReadyAsync());
    }

    private async Task RunOneAsync()
    {
        await using var engine = await ImageEngine.StartNewAsync(_store, timeProvider: _time);
        var end = await FinishAsync(engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("a")));
        Assert.Equal(OperationState.Succeeded, end.State);
        Assert.Equal(0, _failures);
        Assert.Equal(1, (await engine.Images.GetAsync("t", "a"))!.Revision);
    }

    /// <summary>Lets the clock run until a task has ended: what waits for a back-off then goes on.</summary>
    private async Task<T> FinishAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await task;
    }

    private void FailOnce()
    {
        if (_failures > 0)
        {
            _failures--;
            throw FaultyStore.Outage;
        }
    }
}
