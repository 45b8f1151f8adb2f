using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>Lost changes, broken watches, and changes during a read: every waiter completes, and every operation runs.</summary>
public class StoreChangeTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly SharedConnection _connection;
    private readonly SharedConnection _other;

    public StoreChangeTests()
    {
        var shared = new SharedStore(new InMemoryImageStore(_time));
        (_connection, _other) = (shared.Connect(executes: false), shared.Connect(executes: false));
    }

    [Fact]
    public async Task A_resync_completes_a_waiter_whose_change_was_lost()
    {
        await using var engine = await _connection.StartEngineAsync(_time);
        await using var other = await _other.StartEngineAsync(_time);
        var wait = await StartWaitAsync(engine);
        _connection.DropsChanges = true;
        await FinishAsync(other);
        Assert.False(wait.IsCompleted);

        _connection.DropsChanges = false;
        _connection.Receive(new StoreChange.ResyncRequired());

        Assert.Equal(OperationState.Succeeded, (await wait)!.State);
    }

    [Fact]
    public async Task A_resync_finds_pending_operations_whose_change_was_lost()
    {
        await using var engine = await _connection.StartEngineAsync(_time);
        await using var other = await _other.StartEngineAsync(_time);
        _other.DropsChanges = true;
        _other.Resume();
        var wait = await StartWaitAsync(engine);

        _other.DropsChanges = false;
        _other.Receive(new StoreChange.ResyncRequired());

        Assert.Equal(OperationState.Succeeded, (await wait)!.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broken_watch_restarts_after_a_delay(bool fails)
    {
        await using var engine = await _connection.StartEngineAsync(_time);
        await using var other = await _other.StartEngineAsync(_time);
        var before = await StartWaitAsync(engine);
        _connection.DropsChanges = true;
        await FinishAsync(other);
        _connection.DropsChanges = false;

        var restarted = _connection.WaitForWatchAsync();
        _connection.CompleteWatch(fails ? FaultyStore.Outage : null);
        await _time.AdvanceUntilAsync(() => restarted.IsCompleted);

        Assert.Equal(2, _connection.WatchCount);
        Assert.Equal(OperationState.Succeeded, (await before)!.State);
        Assert.Equal(OperationState.Succeeded, (await await StartWaitAsync(engine))!.State);
    }

    [Fact]
    public async Task Retries_of_a_failed_watch_back_off()
    {
        var start = _time.GetUtcNow();
        _connection.BeforeWatch = () => throw FaultyStore.Outage;
        await using var engine = await ImageEngine.StartNewAsync(_connection, timeProvider: _time);

        await _time.AdvanceUntilAsync(() => _connection.WatchCount > 20);

        // Delays double from 0.1 s to 10 s, and jitter halves each at most: 12.7 s for the first seven, 10 s for each further one.
        Assert.True(_time.GetUtcNow() - start > TimeSpan.FromSeconds(70), $"20 attempts in {_time.GetUtcNow() - start}.");
    }

    [Fact]
    public async Task An_engine_without_a_change_feed_polls()
    {
        _connection.BeforeWatch = () => throw new NotSupportedException();
        await using var engine = await ImageEngine.StartNewAsync(_connection, timeProvider: _time);
        await using var other = await _other.StartEngineAsync(_time);
        var wait = await StartWaitAsync(engine);
        await FinishAsync(other);

        await _time.AdvanceUntilAsync(() => wait.IsCompleted);

        Assert.Equal(OperationState.Succeeded, (await wait)!.State);
    }

    [Fact]
    public async Task A_failed_read_is_repeated_after_a_delay()
    {
        await using var engine = await _connection.StartEngineAsync(_time);
        await using var other = await _other.StartEngineAsync(_time);
        var wait = await StartWaitAsync(engine);
        var failures = 3;
        _connection.AfterGet = () => failures-- > 0 ? throw FaultyStore.Outage : Task.CompletedTask;
        await FinishAsync(other);

        await _time.AdvanceUntilAsync(() => wait.IsCompleted);

        Assert.Equal(OperationState.Succeeded, (await wait)!.State);

        // The clock may also have advanced until the waiter polled.
        Assert.True(failures < 0, $"{failures} failures are left.");
    }

    [Fact]
    public async Task A_change_during_a_read_causes_another_read()
    {
        await using var engine = await _connection.StartEngineAsync(_time);
        await using var other = await _other.StartEngineAsync(_time);
        var wait = await StartWaitAsync(engine);
        var reading = new TaskCompletionSource();
        var readingAgain = new TaskCompletionSource();
        var resume = new TaskCompletionSource();
        _connection.AfterGet = () => reading.TrySetResult() || readingAgain.TrySetResult() ? resume.Task : Task.CompletedTask;
        _connection.Receive(new StoreChange.Finished("t", 1));
        await reading.Task;

        await FinishAsync(other);
        await readingAgain.Task;
        resume.SetResult();

        Assert.Equal(OperationState.Succeeded, (await wait)!.State);
    }

    [Fact]
    public async Task Slow_reads_do_not_delay_execution()
    {
        await using var engine = await _connection.StartEngineAsync(_time);
        await using var other = await _other.StartEngineAsync(_time);
        var waits = new List<Task<Operation?>>();
        for (var i = 0; i < 10; i++)
        {
            waits.Add(await StartWaitAsync(engine));
        }

        var resume = new TaskCompletionSource();
        _connection.AfterGet = () => resume.Task;
        await FinishAsync(other);
        Assert.All(waits, wait => Assert.False(wait.IsCompleted));
        await other.StopAsync();
        var claimed = new TaskCompletionSource();
        _connection.AfterClaim = workItem => workItem is null ? Task.CompletedTask : Task.FromResult(claimed.TrySetResult());
        _connection.Resume();
        await _other.EnqueueAsync(SampleOperations.Add("b"), new(int.MaxValue, long.MaxValue), default);
        await claimed.Task;

        resume.SetResult();

        Assert.All(await Task.WhenAll(waits), operation => Assert.Equal(OperationState.Succeeded, operation!.State));
    }

    [Fact]
    public async Task Operations_without_a_waiter_are_not_read()
    {
        await using var engine = await _connection.StartEngineAsync(_time);
        await using var other = await _other.StartEngineAsync(_time);
        var wait = await StartWaitAsync(engine);
        var bounded = engine.Operations.WaitAsync("t", 1, TimeSpan.FromSeconds(1));
        await engine.Operations.SubmitAsync("t", TestBatches.Add("unawaited"));
        await engine.Operations.WaitAsync("t", 2, TimeSpan.Zero);
        var reads = 0;
        _connection.AfterGet = () =>
        {
            reads++;
            return Task.CompletedTask;
        };

        _connection.Receive(new StoreChange.Finished("t", 2));
        _connection.Receive(new StoreChange.Finished("t", 99));
        await FinishAsync(other);

        Assert.Equal(await wait, await bounded);
        Assert.Equal(1, reads);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stopping_ends_the_watch_or_its_retry_delay_at_once(bool isActive)
    {
        var delayed = new TaskCompletionSource();
        _connection.BeforeWatch = isActive ? () => { } : () =>
        {
            delayed.SetResult();
            throw FaultyStore.Outage;
        };
        await using var engine = await ImageEngine.StartNewAsync(_connection, timeProvider: _time);
        await (isActive ? _connection.WaitForWatchAsync() : delayed.Task);

        await engine.StopAsync();

        Assert.Equal((1, false), (_connection.WatchCount, _connection.IsWatching));
    }

    [Fact]
    public async Task Stopping_cancels_running_reads()
    {
        await using var engine = await _connection.StartEngineAsync(_time);
        var wait = await StartWaitAsync(engine);
        var reading = new TaskCompletionSource();
        var resume = new TaskCompletionSource();
        _connection.AfterGet = () =>
        {
            reading.TrySetResult();
            return resume.Task;
        };
        _connection.Receive(new StoreChange.ResyncRequired());
        await reading.Task;

        await engine.StopAsync();

        resume.SetResult();
        Assert.Equal(OperationState.Pending, (await wait)!.State);
    }

    private static async Task<Task<Operation?>> StartWaitAsync(ImageEngine engine)
    {
        var (operation, _) = await engine.Operations.SubmitAsync("t", TestBatches.Add($"{Guid.NewGuid()}"));
        return engine.Operations.WaitAsync("t", operation.Id, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Executes all pending operations on the other engine.</summary>
    private async Task FinishAsync(ImageEngine other)
    {
        _other.Resume();
        var last = (await other.Operations.ListAsync("t"))[0].Id;
        await other.Operations.WaitAsync("t", last, Timeout.InfiniteTimeSpan);
    }
}
