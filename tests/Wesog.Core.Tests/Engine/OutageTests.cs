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
    public async Task Operations_wait_during_an_outage_and_continue_afterwards()
    {
        await RunOneAsync(failures: 4, new(new InMemoryImageStore(_time)) { BeforeClaim = (_, _) => FailOnce() });
    }

    [Fact]
    public async Task A_commit_that_did_not_reach_the_store_is_repeated()
    {
        await RunOneAsync(failures: 3, new(new InMemoryImageStore(_time)) { BeforeCommit = (_, _) => FailOnce() });
    }

    [Fact]
    public async Task A_commit_with_a_lost_response_takes_effect_exactly_once()
    {
        await RunOneAsync(failures: 1, new(new InMemoryImageStore(_time)) { AfterCommit = FailOnce });
    }

    [Fact]
    public async Task A_failed_release_is_repeated()
    {
        _failures = 5;
        await using var engine = await ImageEngine.StartNewAsync(
            new FaultyStore(new InMemoryImageStore(_time)) { BeforeRelease = FailOnce }, timeProvider: _time);
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
        await FinishAsync(engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("b")));
        Assert.Equal(2, (await engine.Images.ListAsync("t", 0, 10)).Count);
    }

    [Fact]
    public async Task An_operation_that_was_accepted_with_a_lost_response_runs()
    {
        _failures = 1;
        await using var engine = await ImageEngine.StartNewAsync(
            new FaultyStore(new InMemoryImageStore(_time)) { AfterEnqueue = FailOnce }, timeProvider: _time);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAsync("t", TestBatches.Add("a")));
        var end = await FinishAsync(engine.Operations.WaitAsync("t", 1, Timeout.InfiniteTimeSpan));
        Assert.Equal(OperationState.Succeeded, end!.State);
    }

    [Fact]
    public async Task An_outage_in_the_reads_after_a_submission_does_not_end_its_wait()
    {
        var store = new UnreadableOperations(new PausedStore(new InMemoryImageStore(_time))) { IsUnreadable = true };
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        var submission = engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));
        Assert.False(submission.IsCompleted);

        store.Paused.Resume();

        Assert.Equal(OperationState.Succeeded, (await FinishAsync(submission)).State);
    }

    [Fact]
    public async Task A_wait_that_a_stop_ends_during_an_outage_has_the_number_of_the_operation()
    {
        var store = new UnreadableOperations(new PausedStore(new InMemoryImageStore(_time))) { IsUnreadable = true };
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        var submission = engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));

        await engine.StopAsync();

        Assert.Equal(1, (await Assert.ThrowsAsync<EngineStoppedException>(() => submission)).OperationId);
    }

    [Fact]
    public async Task The_loss_of_the_store_ends_the_waits()
    {
        var store = new UnreadableOperations(new PausedStore(new InMemoryImageStore(_time)));
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: _time);
        var submission = engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));
        var wait = engine.Operations.WaitAsync("t", 1, Timeout.InfiniteTimeSpan);
        Assert.False(submission.IsCompleted || wait.IsCompleted);

        store.Outage = new("memory", StoreUnavailableReason.OwnershipLost);
        store.IsUnreadable = true;

        Assert.Null((await Assert.ThrowsAsync<StoreUnavailableException>(() => FinishAsync(wait))).OperationId);
        var loss = await Assert.ThrowsAsync<StoreUnavailableException>(() => FinishAsync(submission));
        Assert.Equal((1, StoreUnavailableReason.OwnershipLost), (loss.OperationId, loss.Reason));
        Assert.Contains("Operation 1 was accepted", loss.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_awaited_operation_with_a_lost_response_takes_effect_exactly_once(bool tookEffect)
    {
        _failures = 1;
        await using var engine = await ImageEngine.StartNewAsync(
            new FaultyStore(new InMemoryImageStore(_time)) { BeforeInline = tookEffect ? () => { } : FailOnce, AfterInline = FailOnce },
            timeProvider: _time);
        var options = new SubmitOptions { IdempotencyKey = "k" };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"), options));

        var end = await FinishAsync(engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"), options));

        Assert.Equal((1, OperationState.Succeeded), (end.Id, end.State));
        Assert.Equal(1, (await engine.Images.GetAsync("t", "a"))!.Revision);
    }

    [Fact]
    public async Task An_outage_does_not_count_as_an_attempt()
    {
        await RunOneAsync(failures: 20, new(new InMemoryImageStore(_time)) { BeforeCommit = (_, _) => FailOnce() });
    }

    [Fact]
    public async Task Retries_of_failed_commits_back_off()
    {
        var start = _time.GetUtcNow();

        await RunOneAsync(failures: 20, new(new InMemoryImageStore(_time)) { BeforeCommit = (_, _) => FailOnce() });

        // Delays double from 0.1 s to 10 s, and jitter halves each at most: 12.7 s for the first seven, 10 s for each further one.
        Assert.True(_time.GetUtcNow() - start > TimeSpan.FromSeconds(70), $"20 attempts in {_time.GetUtcNow() - start}.");
    }

    [Fact]
    public async Task Readiness_follows_outages_and_stops()
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
        var id = (await engine.Operations.SubmitAsync("t", TestBatches.Add("a"))).Operation.Id;
        var end = await FinishAsync(engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan));
        Assert.Equal(OperationState.Succeeded, end!.State);
        Assert.Equal(0, _failures);
        Assert.Equal(1, (await engine.Images.GetAsync("t", "a"))!.Revision);
    }

    /// <summary>Advances the clock, and so all retry delays, until a task completes.</summary>
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

    /// <summary>A store that cannot read operations.</summary>
    private sealed class UnreadableOperations(PausedStore paused) : ForwardingStore(paused)
    {
        public PausedStore Paused => paused;

        public bool IsUnreadable { get; set; }

        public StoreUnavailableException Outage { get; set; } = FaultyStore.Outage;

        public override ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken) =>
            IsUnreadable ? throw Outage : base.GetOperationAsync(tenant, operationId, cancellationToken);
    }
}
