using Microsoft.Extensions.Options;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

public class LifecycleTests
{
    [Fact]
    public async Task An_engine_works_without_a_host()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        var operation = await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a", "b"));
        Assert.Equal((OperationState.Succeeded, 2, true), (operation.State, operation.Good, operation.Modes.Wait));
        Assert.Equal("memory", engine.StoreName);
    }

    [Fact]
    public async Task An_engine_that_is_not_started_rejects_submissions()
    {
        await using var engine = new ImageEngine(new InMemoryImageStore(TimeProvider.System));
        await Assert.ThrowsAsync<EngineStoppedException>(() => engine.Operations.SubmitAsync("t", TestBatches.Add("a")));
        Assert.False(await engine.IsReadyAsync());
    }

    [Fact]
    public async Task An_engine_cannot_start_twice()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.StartAsync());
    }

    [Fact]
    public async Task A_stopped_engine_rejects_submissions_and_serves_reads()
    {
        await using var engine = await ImageEngine.StartNewAsync();
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));
        await engine.StopAsync();
        await engine.StopAsync();
        await Assert.ThrowsAsync<EngineStoppedException>(() => engine.Operations.SubmitAsync("t", TestBatches.Add("b")));
        Assert.NotNull(await engine.Images.GetAsync("t", "a"));
        Assert.Equal(OperationState.Succeeded, (await engine.Operations.GetAsync("t", 1))!.State);
    }

    [Fact]
    public async Task Stopping_completes_waiters_and_keeps_pending_operations_for_the_next_start()
    {
        var store = new FaultyStore(new InMemoryImageStore(TimeProvider.System));
        var heldStore = new PausedStore(store);
        var ids = new List<long>();
        await using (var engine = await ImageEngine.StartNewAsync(heldStore))
        {
            foreach (var batch in new[] { TestBatches.Add("a"), new ImageBatch().Delete("a"), TestBatches.Add("a") })
            {
                ids.Add((await engine.Operations.SubmitAsync("t", batch)).Operation.Id);
            }

            var wait = engine.Operations.WaitAsync("t", ids[2], Timeout.InfiniteTimeSpan);
            var submission = engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("z"));
            await engine.StopAsync();
            Assert.Equal(OperationState.Pending, (await wait)!.State);
            Assert.Equal(4, (await Assert.ThrowsAsync<EngineStoppedException>(() => submission)).OperationId);
        }

        await using var next = await ImageEngine.StartNewAsync(store);
        foreach (var id in ids.Append(4))
        {
            var end = await next.Operations.WaitAsync("t", id, Timeout.InfiniteTimeSpan);
            Assert.Equal(OperationState.Succeeded, end!.State);
        }

        Assert.Equal(2, (await next.Images.ListAsync("t", 0, 10)).Count);
        Assert.Equal(5, (await next.Operations.SubmitAsync("t", TestBatches.Add("b"))).Operation.Id);
    }

    [Fact]
    public async Task A_stop_that_times_out_cancels_the_transaction_and_writes_nothing()
    {
        using var timeout = new CancellationTokenSource();
        var store = new SlowStore(new InMemoryImageStore(TimeProvider.System));
        await using var engine = await ImageEngine.StartNewAsync(store);
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
        await store.Entered.Task;
        var stop = engine.StopAsync(timeout.Token);
        Assert.False(stop.IsCompleted);
        await timeout.CancelAsync();
        await stop;
        Assert.Equal(OperationState.Pending, (await engine.Operations.GetAsync("t", 1))!.State);
        Assert.Null(await engine.Images.GetAsync("t", "a"));
    }

    [Fact]
    public async Task Stopping_waits_for_a_running_inline_commit()
    {
        var entered = new TaskCompletionSource();
        var resume = new ManualResetEventSlim();
        var store = new FaultyStore(new InMemoryImageStore(TimeProvider.System))
        {
            BeforeInline = () =>
            {
                entered.SetResult();
                resume.Wait();
            },
        };
        await using var engine = await ImageEngine.StartNewAsync(store);
        var submission = Task.Run(() => engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a")));
        await entered.Task;
        var stop = engine.StopAsync();
        Assert.False(stop.IsCompleted);
        resume.Set();
        await stop;
        Assert.Equal(OperationState.Succeeded, (await submission).State);
    }

    [Fact]
    public async Task A_store_that_cannot_be_disposed_does_not_block_later_calls()
    {
        var engine = await ImageEngine.StartNewAsync(new UndisposableStore(new InMemoryImageStore(TimeProvider.System)));

        await Assert.ThrowsAsync<InvalidDataException>(() => engine.DisposeAsync().AsTask());

        var second = engine.DisposeAsync().AsTask();
        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public void All_invalid_settings_are_named_in_one_exception()
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

    private sealed class UndisposableStore(Wesog.Storage.IImageStore inner) : ForwardingStore(inner)
    {
        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            throw new InvalidDataException("The store's own.");
        }
    }

    /// <summary>A store whose commits last until they are cancelled.</summary>
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
