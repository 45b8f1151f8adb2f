using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

public class OutageTests
{
    private readonly ManualTimeProvider _time = new();
    private int _failures;

    [Fact]
    public async Task Operations_wait_while_the_store_is_out_of_reach_and_go_on_by_themselves()
    {
        await RunOneAsync(failures: 4, new(new InMemoryImageStore(_time)) { BeforeClaim = (_, _) => FailOnce() });
    }

    [Fact]
    public async Task A_commit_that_never_reached_the_store_runs_again()
    {
        await RunOneAsync(failures: 3, new(new InMemoryImageStore(_time)) { BeforeCommit = (_, _) => FailOnce() });
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_neither_lost_nor_doubled()
    {
        await RunOneAsync(failures: 1, new(new InMemoryImageStore(_time)) { AfterCommit = FailOnce });
    }

    [Fact]
    public async Task A_release_that_fails_is_repeated()
    {
        _failures = 5;
        await using var engine = await ImageEngine.StartNewAsync(
            new FaultyStore(new InMemoryImageStore(_time)) { BeforeRelease = FailOnce }, timeProvider: _time);
        await engine.Operations.SubmitAsync("t", Samples.Adds("a"));
        await FinishAsync(engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("b")));
        Assert.Equal(2, (await engine.Images.ListAsync("t", 0, 10)).Count);
    }

    [Fact]
    public async Task An_operation_accepted_by_a_call_whose_answer_was_lost_runs_all_the_same()
    {
        _failures = 1;
        await using var engine = await ImageEngine.StartNewAsync(
            new FaultyStore(new InMemoryImageStore(_time)) { AfterEnqueue = FailOnce }, timeProvider: _time);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAsync("t", Samples.Adds("a")));
        var end = await FinishAsync(engine.Operations.WaitAsync("t", 1, Timeout.InfiniteTimeSpan));
        Assert.Equal(OperationState.Succeeded, end!.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_awaited_operation_whose_answer_was_lost_is_neither_lost_nor_doubled(bool tookEffect)
    {
        _failures = 1;
        await using var engine = await ImageEngine.StartNewAsync(
            new FaultyStore(new InMemoryImageStore(_time)) { BeforeInline = tookEffect ? () => { } : FailOnce, AfterInline = FailOnce },
            timeProvider: _time);
        var options = new SubmitOptions { IdempotencyKey = "k" };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("a"), options));

        var end = await FinishAsync(engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("a"), options));

        Assert.Equal((1, OperationState.Succeeded), (end.Id, end.State));
        Assert.Equal(1, (await engine.Images.GetAsync("t", "a"))!.Revision);
    }

    [Fact]
    public async Task An_outage_is_no_attempt()
    {
        await RunOneAsync(failures: 20, new(new InMemoryImageStore(_time)) { BeforeCommit = (_, _) => FailOnce() });
    }

    [Fact]
    public async Task A_store_that_answers_but_cannot_write_is_tried_less_and_less_often()
    {
        var start = _time.GetUtcNow();

        await RunOneAsync(failures: 20, new(new InMemoryImageStore(_time)) { BeforeCommit = (_, _) => FailOnce() });

        // 0.1 s doubled up to 10 s, each cut to a half at most: 12.7 s for the first seven, 10 s for each of the others.
        Assert.True(_time.GetUtcNow() - start > TimeSpan.FromSeconds(70), $"Tried 20 times in {_time.GetUtcNow() - start}.");
    }

    [Fact]
    public async Task Readiness_tells_the_truth()
    {
        await using var engine = await ImageEngine.StartNewAsync(
            new FaultyStore(new InMemoryImageStore(_time)) { BeforePing = FailOnce }, timeProvider: _time);
        Assert.True(await engine.IsReadyAsync());
        _failures = 1;
        Assert.False(await engine.IsReadyAsync());
        Assert.True(await engine.IsReadyAsync());
        await engine.StopAsync();
        Assert.False(await engine.IsReadyAsync());
    }

    private async Task RunOneAsync(int failures, FaultyStore store)
    {
        _failures = failures;
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        var id = (await engine.Operations.SubmitAsync("t", Samples.Adds("a"))).Operation.Id;
        var end = await FinishAsync(engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan));
        Assert.Equal(OperationState.Succeeded, end!.State);
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
