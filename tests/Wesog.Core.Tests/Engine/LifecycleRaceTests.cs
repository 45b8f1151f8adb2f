using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>Starts, stops and disposals that overlap. Each leaves the engine in a defined state.</summary>
public sealed class LifecycleRaceTests : IAsyncDisposable
{
    private readonly HeldStore _store = new(new InMemoryImageStore(TimeProvider.System));

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Of_two_concurrent_starts_one_succeeds()
    {
        await using var engine = new ImageEngine(_store);
        var first = engine.StartAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.StartAsync());

        _store.Opened.SetResult();

        await first;
        Assert.True(await engine.IsReadyAsync());
        Assert.Equal(1, _store.Openings);
    }

    [Fact]
    public async Task A_stopped_engine_does_not_start()
    {
        await using var engine = new ImageEngine(_store);
        await engine.StopAsync();
        await engine.StopAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.StartAsync());
        Assert.Equal(0, _store.Openings);
    }

    [Fact]
    public async Task A_stop_cancels_a_start_that_is_in_progress()
    {
        await using var engine = new ImageEngine(_store);
        var start = engine.StartAsync();

        await engine.StopAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        Assert.False(await engine.IsReadyAsync());
        await Assert.ThrowsAsync<EngineStoppedException>(() => engine.Operations.SubmitAsync("t", TestBatches.Add("a")));
    }

    [Fact]
    public async Task A_start_that_ends_after_a_stop_has_timed_out_executes_nothing()
    {
        _store.IgnoresCancellation = true;
        var engine = new ImageEngine(_store);
        var start = engine.StartAsync();
        using var timeout = new CancellationTokenSource();
        var stop = engine.StopAsync(timeout.Token);
        Assert.False(stop.IsCompleted);
        await timeout.CancelAsync();
        await stop;

        await _store.EnqueueAsync(SampleOperations.Add("a"), new(int.MaxValue, long.MaxValue), default);
        _store.Opened.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        Assert.Equal(OperationState.Pending, (await engine.Operations.GetAsync(SampleOperations.Tenant, 1))!.State);
        await engine.DisposeAsync();
        Assert.Equal(0, _store.Claims);
    }

    [Fact]
    public async Task A_disposal_during_a_start_disposes_the_store_after_the_start_has_ended()
    {
        _store.IgnoresCancellation = true;
        var engine = new ImageEngine(_store);
        var start = engine.StartAsync();
        var disposal = engine.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        Assert.False(_store.IsDisposed);

        _store.Opened.SetResult();

        await disposal;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        Assert.True(_store.IsDisposed);
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.StartAsync());
        await engine.StopAsync();
    }

    [Fact]
    public async Task A_start_that_has_failed_can_be_stopped_and_disposed_and_is_not_repeated()
    {
        var engine = new ImageEngine(_store);
        _store.Opened.SetException(FaultyStore.Outage);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.StartAsync());

        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.StartAsync());
        await engine.StopAsync();
        await engine.DisposeAsync();

        Assert.True(_store.IsDisposed);
        Assert.Equal(1, _store.Openings);
    }

    [Fact]
    public async Task Every_stop_and_every_disposal_returns_when_the_running_work_item_has_ended()
    {
        _store.Opened.SetResult();
        _store.Commit = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = await ImageEngine.StartNewAsync(_store);
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
        await _store.Committing.Task;

        Task[] ends = [engine.StopAsync(), engine.StopAsync(), engine.DisposeAsync().AsTask(), engine.DisposeAsync().AsTask()];
        Assert.DoesNotContain(ends, end => end.IsCompleted);
        Assert.False(_store.IsDisposed);
        _store.Commit.SetResult();

        await Task.WhenAll(ends);
        Assert.True(_store.IsDisposed);
    }

    [Fact]
    public async Task The_token_of_a_later_stop_cancels_the_transactions_too()
    {
        _store.Opened.SetResult();
        _store.Commit = new();
        await using var engine = await ImageEngine.StartNewAsync(_store);
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
        await _store.Committing.Task;
        var first = engine.StopAsync();

        await engine.StopAsync(new CancellationToken(canceled: true));

        await first;
        Assert.Equal(OperationState.Pending, (await engine.Operations.GetAsync("t", 1))!.State);
    }

    [Fact]
    public async Task A_work_item_that_is_claimed_during_a_stop_is_released_without_execution()
    {
        _store.Opened.SetResult();
        _store.Claim = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var engine = await ImageEngine.StartNewAsync(_store);
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = (await _store.Claiming.Task).Register(stopping.SetResult);
        var stop = engine.StopAsync();
        await stopping.Task;
        Assert.False(stop.IsCompleted);

        _store.Claim.SetResult();
        await stop;

        Assert.Equal((1, 1), (_store.Claims, _store.Releases));
        Assert.Equal(OperationState.Pending, (await engine.Operations.GetAsync("t", 1))!.State);
        Assert.False(_store.Committing.Task.IsCompleted);
    }

    [Fact]
    public async Task Starts_stops_and_disposals_on_many_threads_end()
    {
        for (var i = 0; i < 200; i++)
        {
            var engine = new ImageEngine(new InMemoryImageStore(TimeProvider.System));
            using var barrier = new Barrier(4);
            Func<Task>[] calls = [() => engine.StartAsync(), () => engine.StartAsync(), () => engine.StopAsync(), () => engine.DisposeAsync().AsTask()];
            var failures = await Task.WhenAll(calls.Select(call => Task.Factory.StartNew(
                () =>
                {
                    barrier.SignalAndWait();
                    return Record.ExceptionAsync(call).AsTask();
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()));

            Assert.All(failures.Take(2), failure => Assert.True(
                failure is null or InvalidOperationException or OperationCanceledException or ObjectDisposedException, $"{failure}"));
            Assert.True(failures.Take(2).Count(failure => failure is null) <= 1);
            Assert.All(failures.Skip(2), Assert.Null);
            await Assert.ThrowsAsync<EngineStoppedException>(() => engine.Operations.SubmitAsync("t", TestBatches.Add("a")));
        }
    }

    /// <summary>A store whose opening, claims and commits last until a test ends them.</summary>
    private sealed class HeldStore(IImageStore inner) : ForwardingStore(inner)
    {
        private int _openings;
        private int _claims;
        private int _releases;

        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<CancellationToken> Claiming { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Committing { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource? Claim { get; set; }

        public TaskCompletionSource? Commit { get; set; }

        public bool IgnoresCancellation { get; set; }

        public bool IsDisposed { get; private set; }

        public int Openings => _openings;

        public int Claims => _claims;

        public int Releases => _releases;

        public override async ValueTask OpenAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _openings);
            await Opened.Task.WaitAsync(IgnoresCancellation ? CancellationToken.None : cancellationToken);
            await base.OpenAsync(CancellationToken.None);
        }

        // A claim whose commit has begun does not end with its cancellation.
        public override async ValueTask<WorkItem?> ClaimAsync(
            string tenant, LeaseOptions leaseOptions, CommitLimits limits, DateTimeOffset now, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _claims);
            Claiming.TrySetResult(cancellationToken);
            await (Claim?.Task ?? Task.CompletedTask);
            return await base.ClaimAsync(tenant, leaseOptions, limits, now, CancellationToken.None);
        }

        public override async ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
        {
            if (request is CommitRequest.Claimed)
            {
                Committing.TrySetResult();
                await (Commit?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
            }

            return await base.CommitAsync(request, cancellationToken);
        }

        public override ValueTask<bool> ReleaseAsync(Lease lease, long? failedOperation, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _releases);
            return base.ReleaseAsync(lease, failedOperation, cancellationToken);
        }

        public override ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return base.DisposeAsync();
        }
    }
}
