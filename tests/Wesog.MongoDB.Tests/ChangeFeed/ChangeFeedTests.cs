using MongoDB.Bson;
using Wesog.MongoDB.ChangeFeed;
using Wesog.MongoDB.Tests.Hosts;
using Wesog.MongoDB.Tests.Server;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.ChangeFeed;

/// <summary>A host is notified of changes by other hosts. The clock does not advance, so no sweep runs.</summary>
public sealed class ChangeFeedTests : DatabaseTests
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);
    private static readonly ImageBatch Batch = new ImageBatch().Add(new Wesog.Images.Image { Id = "a", Src = "http://x/a" });

    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_waiter_on_one_host_is_notified_of_what_another_host_finishes(bool polls)
    {
        await using var a = await Host.StartAsync(Database, _clock, polls);
        await using var b = await Host.StartAsync(Database, _clock, polls);
        b.Store.Pause(HoldPoint.BeforeTransaction);
        var id = (await b.Engine.Operations.SubmitAsync("t", Batch)).Operation.Id;
        await Eventually.IsTrueAsync(
            async () => (await a.Engine.Operations.GetAsync("t", id))!.State == OperationState.Running, "the operation runs");
        var waiting = a.Engine.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);
        Assert.False(waiting.IsCompleted);

        b.Store.Resume();

        Assert.Equal(OperationState.Succeeded, (await waiting.WaitAsync(MaxWait))!.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_waiter_on_one_host_is_notified_of_what_another_host_cancels(bool polls)
    {
        await using var a = await Host.StartAsync(Database, _clock, polls);
        await using var b = await Host.StartAsync(Database, _clock, polls);
        b.Store.Pause(HoldPoint.BeforeTransaction);
        var first = (await b.Engine.Operations.SubmitAsync("t", Batch)).Operation.Id;
        await Eventually.IsTrueAsync(
            async () => (await a.Engine.Operations.GetAsync("t", first))!.State == OperationState.Running, "the operation runs");
        var second = (await b.Engine.Operations.SubmitAsync("t", Batch)).Operation.Id;
        var waiting = a.Engine.Operations.WaitAsync("t", second, Timeout.InfiniteTimeSpan);

        Assert.Equal(OperationState.Canceled, (await b.Engine.Operations.CancelAsync("t", second))!.State);

        Assert.Equal(OperationState.Canceled, (await waiting.WaitAsync(MaxWait))!.State);
        b.Store.Resume();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Work_that_no_host_claimed_is_executed_by_a_notified_host(bool polls)
    {
        await using var a = await Host.StartAsync(Database, _clock, polls);
        await using var b = await Database.OpenAsync(_clock);

        await b.EnqueueAsync(SampleOperations.Add("a"), new(int.MaxValue, long.MaxValue), default);

        await Eventually.IsTrueAsync(
            async () => await b.GetOperationAsync(SampleOperations.Tenant, 1, default) is { State: OperationState.Succeeded }, "the operation has succeeded");
    }

    [Fact]
    public async Task Work_that_came_and_ended_between_two_polls_is_reported()
    {
        await using var store = await Database.OpenAsync(_clock);
        await using var changes = MongoChangeFeed.PollAsync(Database.Collection("operations"), TimeProvider.System, default).GetAsyncEnumerator();
        Assert.True(await changes.MoveNextAsync());

        // The feed polls again on the next MoveNextAsync.
        await store.EnqueueAsync(SampleOperations.Add("a"), new(int.MaxValue, long.MaxValue), default);
        await store.CancelAsync(SampleOperations.Tenant, 1, _clock.GetUtcNow(), default);

        Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(MaxWait));
    }

    [Fact]
    public async Task Polling_is_rare_while_nothing_is_unfinished_and_frequent_while_something_is()
    {
        await using var store = await Database.OpenAsync(_clock);
        await using var changes = MongoChangeFeed.PollAsync(Database.Collection("operations"), TimeProvider.System, default).GetAsyncEnumerator();
        await NextAsync(changes, interval => interval > TimeSpan.FromSeconds(1));

        await store.EnqueueAsync(SampleOperations.Add("a"), new(int.MaxValue, long.MaxValue), default);

        await NextAsync(changes, interval => interval < TimeSpan.FromSeconds(1));
    }

    private static async Task NextAsync(IAsyncEnumerator<StoreChange> changes, Func<TimeSpan, bool> isExpected)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var begin = TimeProvider.System.GetTimestamp();
            Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(MaxWait));
            if (isExpected(TimeProvider.System.GetElapsedTime(begin)))
            {
                return;
            }
        }

        Assert.Fail("No interval between two polls was as expected.");
    }
}
