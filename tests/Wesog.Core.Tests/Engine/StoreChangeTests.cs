using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>News that is lost, breaks off, or comes while the engine looks: no waiter and no work is lost by it.</summary>
public class StoreChangeTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly SharedConnection _near;
    private readonly SharedConnection _far;

    public StoreChangeTests()
    {
        var shared = new SharedStore(new InMemoryImageStore(_time));
        (_near, _far) = (shared.Connect(works: false), shared.Connect(works: false));
    }

    [Fact]
    public async Task A_waiter_who_was_not_told_is_woken_when_the_store_is_unsure()
    {
        await using var engine = await _near.StartEngineAsync(_time);
        await using var other = await _far.StartEngineAsync(_time);
        var waiting = await SubmitAndJoinAsync(engine);
        _near.DropsNews = true;
        await FinishElsewhereAsync(other);
        Assert.False(waiting.IsCompleted);

        _near.DropsNews = false;
        _near.Hear(new StoreChange.ResyncRequired());

        Assert.Equal(OperationState.Succeeded, (await waiting)!.State);
    }

    [Fact]
    public async Task Work_that_no_one_was_told_of_is_found_when_the_store_is_unsure()
    {
        await using var engine = await _near.StartEngineAsync(_time);
        await using var other = await _far.StartEngineAsync(_time);
        _far.DropsNews = true;
        _far.Open();
        var waiting = await SubmitAndJoinAsync(engine);

        _far.DropsNews = false;
        _far.Hear(new StoreChange.ResyncRequired());

        Assert.Equal(OperationState.Succeeded, (await waiting)!.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_watch_that_breaks_off_is_begun_again_after_a_pause(bool fails)
    {
        await using var engine = await _near.StartEngineAsync(_time);
        await using var other = await _far.StartEngineAsync(_time);
        var before = await SubmitAndJoinAsync(engine);
        _near.DropsNews = true;
        await FinishElsewhereAsync(other);
        _near.DropsNews = false;

        var again = _near.WatchedAsync();
        _near.EndWatch(fails ? FaultyStore.Outage : null);
        await _time.AdvanceUntilAsync(() => again.IsCompleted);

        Assert.Equal(2, _near.Watches);
        Assert.Equal(OperationState.Succeeded, (await before)!.State);
        Assert.Equal(OperationState.Succeeded, (await await SubmitAndJoinAsync(engine))!.State);
    }

    [Fact]
    public async Task A_watch_that_cannot_be_begun_is_tried_less_and_less_often()
    {
        var start = _time.GetUtcNow();
        _near.BeforeWatch = () => throw FaultyStore.Outage;
        await using var engine = await ImageEngine.StartNewAsync(_near, timeProvider: _time);

        await _time.AdvanceUntilAsync(() => _near.Watches > 20);

        // 0.1 s doubled up to 10 s, each cut to a half at most: 12.7 s for the first seven, 10 s for each of the others.
        Assert.True(_time.GetUtcNow() - start > TimeSpan.FromSeconds(70), $"Tried 20 times in {_time.GetUtcNow() - start}.");
    }

    [Fact]
    public async Task An_engine_that_can_watch_nothing_looks_for_itself()
    {
        _near.BeforeWatch = () => throw new NotSupportedException();
        await using var engine = await ImageEngine.StartNewAsync(_near, timeProvider: _time);
        await using var other = await _far.StartEngineAsync(_time);
        var waiting = await SubmitAndJoinAsync(engine);
        await FinishElsewhereAsync(other);

        await _time.AdvanceUntilAsync(() => waiting.IsCompleted);

        Assert.Equal(OperationState.Succeeded, (await waiting)!.State);
    }

    [Fact]
    public async Task A_look_that_fails_is_taken_again_after_a_pause()
    {
        await using var engine = await _near.StartEngineAsync(_time);
        await using var other = await _far.StartEngineAsync(_time);
        var waiting = await SubmitAndJoinAsync(engine);
        var failures = 3;
        _near.AfterGet = () => failures-- > 0 ? throw FaultyStore.Outage : Task.CompletedTask;
        await FinishElsewhereAsync(other);

        await _time.AdvanceUntilAsync(() => waiting.IsCompleted);

        Assert.Equal(OperationState.Succeeded, (await waiting)!.State);

        // The clock may have run on until the waiter looked for himself too.
        Assert.True(failures < 0, $"{failures} failures are left.");
    }

    [Fact]
    public async Task News_that_comes_during_a_look_is_looked_into_once_more()
    {
        await using var engine = await _near.StartEngineAsync(_time);
        await using var other = await _far.StartEngineAsync(_time);
        var waiting = await SubmitAndJoinAsync(engine);
        var looking = new TaskCompletionSource();
        var lookingAgain = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        _near.AfterGet = () => looking.TrySetResult() || lookingAgain.TrySetResult() ? goOn.Task : Task.CompletedTask;
        _near.Hear(new StoreChange.Finished("t", 1));
        await looking.Task;

        await FinishElsewhereAsync(other);
        await lookingAgain.Task;
        goOn.SetResult();

        Assert.Equal(OperationState.Succeeded, (await waiting)!.State);
    }

    [Fact]
    public async Task Slow_answers_hold_up_no_work()
    {
        await using var engine = await _near.StartEngineAsync(_time);
        await using var other = await _far.StartEngineAsync(_time);
        var waits = new List<Task<Operation?>>();
        for (var i = 0; i < 10; i++)
        {
            waits.Add(await SubmitAndJoinAsync(engine));
        }

        var goOn = new TaskCompletionSource();
        _near.AfterGet = () => goOn.Task;
        await FinishElsewhereAsync(other);
        Assert.All(waits, wait => Assert.False(wait.IsCompleted));
        await other.StopAsync();
        var claimed = new TaskCompletionSource();
        _near.AfterClaim = turn => turn is null ? Task.CompletedTask : Task.FromResult(claimed.TrySetResult());
        _near.Open();
        await _far.EnqueueAsync(SampleOperations.Add("b"), new(int.MaxValue, long.MaxValue), default);
        await claimed.Task;

        goOn.SetResult();

        Assert.All(await Task.WhenAll(waits), operation => Assert.Equal(OperationState.Succeeded, operation!.State));
    }

    [Fact]
    public async Task What_no_one_waits_for_is_not_looked_up()
    {
        await using var engine = await _near.StartEngineAsync(_time);
        await using var other = await _far.StartEngineAsync(_time);
        var waiting = await SubmitAndJoinAsync(engine);
        var left = engine.Operations.WaitAsync("t", 1, TimeSpan.FromSeconds(1));
        await engine.Operations.SubmitAsync("t", Samples.Adds("unawaited"));
        await engine.Operations.WaitAsync("t", 2, TimeSpan.Zero);
        var looks = 0;
        _near.AfterGet = () =>
        {
            looks++;
            return Task.CompletedTask;
        };

        _near.Hear(new StoreChange.Finished("t", 2));
        _near.Hear(new StoreChange.Finished("t", 99));
        await FinishElsewhereAsync(other);

        Assert.Equal(await waiting, await left);
        Assert.Equal(1, looks);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stop_ends_the_watch_or_the_pause_before_it_at_once(bool stands)
    {
        var paused = new TaskCompletionSource();
        _near.BeforeWatch = stands ? () => { } : () =>
        {
            paused.SetResult();
            throw FaultyStore.Outage;
        };
        await using var engine = await ImageEngine.StartNewAsync(_near, timeProvider: _time);
        await (stands ? _near.WatchedAsync() : paused.Task);

        await engine.StopAsync();

        Assert.Equal((1, false), (_near.Watches, _near.IsWatched));
    }

    [Fact]
    public async Task A_stop_gives_up_the_looks_under_way()
    {
        await using var engine = await _near.StartEngineAsync(_time);
        var waiting = await SubmitAndJoinAsync(engine);
        var looking = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        _near.AfterGet = () =>
        {
            looking.TrySetResult();
            return goOn.Task;
        };
        _near.Hear(new StoreChange.ResyncRequired());
        await looking.Task;

        await engine.StopAsync();

        goOn.SetResult();
        Assert.Equal(OperationState.Pending, (await waiting)!.State);
    }

    private static async Task<Task<Operation?>> SubmitAndJoinAsync(ImageEngine engine)
    {
        var (operation, _) = await engine.Operations.SubmitAsync("t", Samples.Adds($"{Guid.NewGuid()}"));
        return engine.Operations.WaitAsync("t", operation.Id, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lets the other engine carry out all that waits.</summary>
    private async Task FinishElsewhereAsync(ImageEngine other)
    {
        _far.Open();
        var last = (await other.Operations.ListAsync("t"))[0].Id;
        await other.Operations.WaitAsync("t", last, Timeout.InfiniteTimeSpan);
    }
}
