using Microsoft.Extensions.Options;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

public class LifecycleTests
{
    [Fact]
    public async Task Create_use_dispose_without_a_host()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var operation = await engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("a", "b"));
        Assert.Equal((OperationState.Succeeded, 2, true), (operation.State, operation.Good, operation.Modes.Wait));
        Assert.Equal("memory", engine.StoreName);
    }

    [Fact]
    public async Task An_engine_that_was_not_started_accepts_nothing()
    {
        await using var engine = new ImageEngine(new InMemoryImageStore(TimeProvider.System));
        await Assert.ThrowsAsync<EngineStoppedException>(() => engine.Operations.SubmitAsync("t", Samples.Adds("a")));
        Assert.False(await engine.IsReadyAsync());
    }

    [Fact]
    public async Task An_engine_starts_once()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.StartAsync());
    }

    [Fact]
    public async Task A_stopped_engine_refuses_submissions_and_still_reads()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("a"));
        await engine.StopAsync();
        await engine.StopAsync();
        await Assert.ThrowsAsync<EngineStoppedException>(() => engine.Operations.SubmitAsync("t", Samples.Adds("b")));
        Assert.NotNull(await engine.Images.GetAsync("t", "a"));
        Assert.Equal(OperationState.Succeeded, (await engine.Operations.GetAsync("t", 1))!.State);
    }

    [Fact]
    public async Task A_stop_wakes_those_who_wait_and_leaves_pending_work_for_the_next_start()
    {
        var store = new FaultyStore(new InMemoryImageStore(TimeProvider.System));
        var gated = new GatedStore(store);
        var ids = new List<long>();
        await using (var engine = await ImageEngine.StartNewAsync(gated))
        {
            foreach (var batch in new[] { Samples.Adds("a"), new ImageBatch().Delete("a"), Samples.Adds("a") })
            {
                ids.Add((await engine.Operations.SubmitAsync("t", batch)).Operation.Id);
            }

            var waiting = engine.Operations.WaitAsync("t", ids[2], Timeout.InfiniteTimeSpan);
            var together = engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("z"));
            await engine.StopAsync();
            Assert.Equal(OperationState.Pending, (await waiting)!.State);
            Assert.Equal(4, (await Assert.ThrowsAsync<EngineStoppedException>(() => together)).OperationId);
        }

        await using var next = await ImageEngine.StartNewAsync(store);
        foreach (var id in ids.Append(4))
        {
            var end = await next.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);
            Assert.Equal(OperationState.Succeeded, end!.State);
        }

        Assert.Equal(2, (await next.Images.ListAsync("t", 0, 10)).Count);
        Assert.Equal(5, (await next.Operations.SubmitAsync("t", Samples.Adds("b"))).Operation.Id);
    }

    [Fact]
    public async Task A_stop_that_runs_out_of_time_gives_up_the_transaction_cleanly()
    {
        using var giveUp = new CancellationTokenSource();
        var store = new SlowStore(new InMemoryImageStore(TimeProvider.System));
        await using var engine = await ImageEngine.StartNewAsync(store);
        await engine.Operations.SubmitAsync("t", Samples.Adds("a"));
        await store.Entered.Task;
        var stop = engine.StopAsync(giveUp.Token);
        Assert.False(stop.IsCompleted);
        await giveUp.CancelAsync();
        await stop;
        Assert.Equal(OperationState.Pending, (await engine.Operations.GetAsync("t", 1))!.State);
        Assert.Null(await engine.Images.GetAsync("t", "a"));
    }

    [Fact]
    public async Task A_stop_waits_for_an_operation_that_is_carried_out_on_its_callers_road()
    {
        var entered = new TaskCompletionSource();
        var gate = new ManualResetEventSlim();
        var store = new FaultyStore(new InMemoryImageStore(TimeProvider.System))
        {
            BeforeInline = () =>
            {
                entered.SetResult();
                gate.Wait();
            },
        };
        await using var engine = await ImageEngine.StartNewAsync(store);
        var submission = Task.Run(() => engine.Operations.SubmitAndWaitAsync("t", Samples.Adds("a")));
        await entered.Task;
        var stop = engine.StopAsync();
        Assert.False(stop.IsCompleted);
        gate.Set();
        await stop;
        Assert.Equal(OperationState.Succeeded, (await submission).State);
    }

    [Fact]
    public void Settings_out_of_bounds_are_all_named_at_once()
    {
        var options = new WesogOptions();
        options.Limits.MaxBatchItems = 0;
        options.Limits.ConcurrentTenants = -3;
        options.Images.MaxIdLength = 256;
        var failure = Assert.Throws<OptionsValidationException>(
            () => new ImageEngine(new InMemoryImageStore(TimeProvider.System), options));
        Assert.Equal(
            [
                "Wesog:Limits:MaxBatchItems must be from 1 to 1000000, but it is 0.",
                "Wesog:Limits:ConcurrentTenants must be from 1 to 1024, but it is -3.",
                "Wesog:Images:MaxIdLength must be from 1 to 255, but it is 256.",
            ],
            failure.Failures);
    }

    /// <summary>A store whose transactions last until they are given up.</summary>
    private sealed class SlowStore(Wesog.Storage.IImageStore inner) : ForwardingStore(inner)
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<Wesog.Storage.CommitResult> CommitAsync(
            Wesog.Storage.CommitRequest request, CancellationToken cancellationToken)
        {
            if (request is Wesog.Storage.CommitRequest.Claimed)
            {
                Entered.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return await base.CommitAsync(request, cancellationToken);
        }
    }
}
