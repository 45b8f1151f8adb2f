using System.Collections.Concurrent;
using System.Diagnostics;
using Wesog.Core.Tests.Engine;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Telemetry;

public class TelemetryTests
{
    [Fact]
    public async Task Operations_items_depth_and_times_are_measured()
    {
        // The clock stands still, so that maintenance does not count the queue during a change.
        var time = new ManualTimeProvider();
        var store = new PausedStore(new InMemoryImageStore(time));
        await using var engine = new ImageEngine(store, timeProvider: time);
        using var measured = new Measurements(engine);
        await engine.StartAsync();
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a", "b"));
        await engine.Operations.SubmitAsync("t", TestBatches.Add("b", "c"));
        var canceled = await engine.Operations.SubmitAsync("t", new ImageBatch().Delete("a"));
        Assert.Equal(3, measured["wesog.queue.depth"]);
        await engine.Operations.CancelAsync("t", canceled.Operation.Id);
        store.Resume();
        await engine.Operations.SubmitAndWaitAsync("t", new ImageBatch().Delete("a", "none"));

        // A caller can read the finished operation before the worker counts it.
        await engine.StopAsync();
        Assert.Equal(0, measured["wesog.queue.depth"]);
        Assert.Equal(2, measured["wesog.operations method=add state=pending"]);
        Assert.Equal(1, measured["wesog.operations method=add state=succeeded"]);
        Assert.Equal(1, measured["wesog.operations method=add state=failed"]);
        Assert.Equal(1, measured["wesog.operations method=del state=canceled"]);
        Assert.Equal(4, measured["wesog.items outcome=good"]);
        Assert.Equal(1, measured["wesog.items outcome=bad"]);
        Assert.Equal(1, measured["wesog.items outcome=skipped"]);
        Assert.Equal(4, measured["wesog.operation.idle"]);
        Assert.Equal(3, measured["wesog.operation.execution"]);
        Assert.InRange(measured["wesog.commit.duration store=memory"], 1, 3);
    }

    [Fact]
    public async Task A_listener_that_begins_after_the_start_gets_the_whole_queue_depth()
    {
        var time = new ManualTimeProvider();
        var store = new PausedStore(new InMemoryImageStore(time));
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: time);
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
        await engine.Operations.SubmitAsync("t", TestBatches.Add("b"));
        using var measured = new Measurements(engine);

        await time.AdvanceUntilAsync(() => measured["wesog.queue.depth"] == 2);
        await engine.Operations.SubmitAsync("t", TestBatches.Add("c"));
        Assert.Equal(3, measured["wesog.queue.depth"]);
        store.Resume();
        await engine.Operations.WaitAsync("t", 3, Timeout.InfiniteTimeSpan);
        await engine.StopAsync();

        Assert.Equal(0, measured["wesog.queue.depth"]);
    }

    [Fact]
    public async Task An_operation_that_several_callers_cancel_is_counted_once()
    {
        const int Callers = 8;
        var time = new ManualTimeProvider();
        await using var engine = new ImageEngine(new PausedStore(new InMemoryImageStore(time)), timeProvider: time);
        using var measured = new Measurements(engine);
        await engine.StartAsync();
        var canceled = await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
        await engine.Operations.SubmitAsync("t", TestBatches.Add("b"));
        using var start = new Barrier(Callers);

        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return engine.Operations.CancelAsync("t", canceled.Operation.Id);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap());

        Assert.All(await Task.WhenAll(callers), operation => Assert.Equal(OperationState.Canceled, operation!.State));
        Assert.Equal(1, measured["wesog.queue.depth"]);
        Assert.Equal(1, measured["wesog.operations method=add state=canceled"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Submissions_and_work_items_are_traced(bool isAwaited)
    {
        var tenant = $"traced-{isAwaited}";
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Wesog",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using (var engine = await ImageEngine.StartNewAsync())
        {
            var (operation, _) = await engine.Operations.SubmitAsync(tenant, TestBatches.Add("a", "b", "c"), new() { Wait = isAwaited });
            await engine.Operations.WaitAsync(tenant, operation.Id, Timeout.InfiniteTimeSpan);
        }

        var ours = activities.Where(activity => Equals(activity.GetTagItem("wesog.tenant"), tenant)).ToList();
        Assert.Equal(3, Assert.Single(ours, activity => activity.OperationName == "wesog.submit").GetTagItem("wesog.submit.items"));
        var workItem = Assert.Single(ours, activity => activity.OperationName == "wesog.turn");
        Assert.Equal(1, workItem.GetTagItem("wesog.turn.operations"));
        var commit = Assert.Single(workItem.Events);
        Assert.Equal("wesog.commit", commit.Name);
        Assert.Equal("wesog.commit.duration", Assert.Single(commit.Tags).Key);
    }
}
