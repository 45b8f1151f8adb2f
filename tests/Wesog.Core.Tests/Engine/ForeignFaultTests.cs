using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Testing;

namespace Wesog.Core.Tests.Engine;

/// <summary>Exceptions of the host's listeners and unexpected exceptions of a store.</summary>
public sealed class ForeignFaultTests
{
    [Fact]
    public async Task A_listener_that_throws_does_not_change_the_result_of_a_call()
    {
        await using var engine = await ImageEngine.StartNewAsync();

        // An exception ends the calls to the listeners of other tests too, so it concerns the meter of this engine alone.
        using var meter = new MeterListener { InstrumentPublished = (instrument, listener) => Listen(engine, instrument, listener) };
        meter.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("The listener's own."));
        meter.SetMeasurementEventCallback<double>((_, _, _, _) => throw new InvalidOperationException("The listener's own."));
        meter.Start();

        var awaited = await engine.Operations.SubmitAndWaitAsync("faults", TestBatches.Add("a"));
        var queued = (await engine.Operations.SubmitAsync("faults", TestBatches.Add("b"))).Operation;
        var finished = await engine.Operations.WaitAsync("faults", queued.Id, Timeout.InfiniteTimeSpan);

        Assert.Equal((1, OperationState.Succeeded), (awaited.Id, awaited.State));
        Assert.Equal((2, OperationState.Succeeded), (finished!.Id, finished.State));
        Assert.Equal(2, (await engine.Operations.ListAsync("faults")).Count);
    }

    [Theory]
    [InlineData("wesog.submit")]
    [InlineData("wesog.turn")]
    public async Task An_activity_listener_that_throws_does_not_change_the_result_of_a_call(string activity)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Wesog",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Throw,
        };
        ActivitySource.AddActivityListener(listener);
        await using var engine = await ImageEngine.StartNewAsync();

        var operations = await Task.WhenAll("abcdef".Select(id => engine.Operations.SubmitAndWaitAsync("faults", TestBatches.Add($"{id}"))));

        Assert.All(operations, operation => Assert.Equal(OperationState.Succeeded, operation.State));
        Assert.Equal(6, (await engine.Operations.ListAsync("faults")).Count);

        void Throw(Activity stopped)
        {
            if (stopped.OperationName == activity && Equals(stopped.GetTagItem("wesog.tenant"), "faults"))
            {
                throw new InvalidOperationException("The listener's own.");
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_runs_out_of_memory_after_its_commit_is_not_repeated(bool wait)
    {
        var failures = 1;
        var store = FaultyStore.InMemory(TimeProvider.System);
        store.AfterInline = store.AfterEnqueue = () =>
        {
            if (failures-- > 0)
            {
                throw new InsufficientMemoryException("Simulated.");
            }
        };
        await using var engine = await ImageEngine.StartNewAsync(store);

        await Assert.ThrowsAnyAsync<OutOfMemoryException>(() => wait
            ? engine.Operations.SubmitAndWaitAsync("faults", TestBatches.Add("a"))
            : engine.Operations.SubmitAsync("faults", TestBatches.Add("a")));

        var next = await engine.Operations.SubmitAndWaitAsync("faults", TestBatches.Add("b"));
        Assert.Equal([2, 1], (await engine.Operations.ListAsync("faults")).Select(operation => operation.Id));
        Assert.Equal((2, OperationState.Succeeded), (next.Id, next.State));
    }

    [Fact]
    public async Task A_work_item_whose_commits_fail_releases_its_lease_and_counts_the_attempt()
    {
        var time = new ManualTimeProvider();
        var (failures, executions, releases, releasesBeforeLastClaim) = (4, 0, 0, 0);
        var store = FaultyStore.InMemory(time);
        store.BeforeCommit = (_, ids) =>
        {
            executions += ids.Count;
            if (Interlocked.Decrement(ref failures) >= 0)
            {
                throw new InvalidDataException("The store's own.");
            }
        };
        store.BeforeClaim = (_, _) => releasesBeforeLastClaim = Volatile.Read(ref releases);
        store.BeforeRelease = () => Interlocked.Increment(ref releases);
        var options = new WesogOptions();
        options.Limits.MaxAttempts = 1;
        await using var engine = await ImageEngine.StartNewAsync(store, options, time);
        var operation = (await engine.Operations.SubmitAsync("t", TestBatches.Add("a"))).Operation;

        var wait = engine.Operations.WaitAsync("t", operation.Id, Timeout.InfiniteTimeSpan);
        await time.AdvanceUntilAsync(() => wait.IsCompleted);

        // One execution, and its end as poisoned at the fourth try. Without the releases, the operation would be claimed when the lease expires.
        Assert.True((await wait)!.IsPoisoned);
        Assert.Equal(1, executions);
        Assert.True(releasesBeforeLastClaim >= 3, $"{releasesBeforeLastClaim} releases before the last claim.");
    }

    [Fact]
    public async Task A_poisoned_operation_whose_end_meets_damage_ends_as_damaged()
    {
        var damages = 1;
        var store = FaultyStore.InMemory(TimeProvider.System);
        store.BeforeCommit = (_, ids) =>
        {
            if (ids.Count > 0)
            {
                throw new InvalidDataException("The store's own.");
            }

            if (Interlocked.Decrement(ref damages) >= 0)
            {
                throw new StoreDamagedException("memory", "operation 1");
            }
        };
        var options = new WesogOptions();
        options.Limits.MaxAttempts = 1;
        await using var engine = await ImageEngine.StartNewAsync(store, options);

        var end = await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));

        Assert.True((await engine.Operations.WaitAsync("t", end.Operation.Id, Timeout.InfiniteTimeSpan))!.IsDamaged);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_worker_continues_after_a_store_call_that_is_cancelled_by_itself(bool whenClaiming)
    {
        var failures = 1;
        var store = FaultyStore.InMemory(TimeProvider.System);
        store.BeforeClaim = (_, _) => Throw(whenClaiming);
        store.BeforeCommit = (_, _) => Throw(!whenClaiming);
        var options = new WesogOptions();
        options.Limits.ConcurrentTenants = 1;
        await using var engine = await ImageEngine.StartNewAsync(store, options);

        var operation = (await engine.Operations.SubmitAsync("t", TestBatches.Add("a"))).Operation;

        Assert.Equal(OperationState.Succeeded, (await engine.Operations.WaitAsync("t", operation.Id, Timeout.InfiniteTimeSpan))!.State);

        void Throw(bool applies)
        {
            if (applies && Interlocked.Decrement(ref failures) == 0)
            {
                throw new TaskCanceledException("As of a client that gives up by itself.");
            }
        }
    }

    [Fact]
    public async Task A_logger_that_throws_does_not_change_the_result_of_a_call()
    {
        var time = new ManualTimeProvider();
        var failures = 1;
        var store = FaultyStore.InMemory(time);
        store.BeforeInline = () => _ = Interlocked.Decrement(ref failures) >= 0 ? throw FaultyStore.Outage : 0;
        using var log = new ThrowingLog();
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: time, loggerFactory: log);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a")));

        // The first call after the outage has settled logs the recovery.
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));
        time.Advance(TimeSpan.FromMinutes(1));
        var end = await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("b"));

        Assert.Equal((2, OperationState.Succeeded), (end.Id, end.State));
        Assert.True(log.Entries >= 3, $"{log.Entries} entries.");
    }

    [Fact]
    public async Task A_release_that_fails_once_because_of_an_internal_error_is_repeated()
    {
        var time = new ManualTimeProvider();
        var (releases, releasesBeforeLastClaim) = (0, 0);
        var store = FaultyStore.InMemory(time);
        store.BeforeInline = () => throw new InvalidOperationException("Not inline.");
        store.BeforeClaim = (_, _) => releasesBeforeLastClaim = Volatile.Read(ref releases);
        store.BeforeRelease = () => _ = Interlocked.Increment(ref releases) == 1 ? throw new InvalidDataException("The store's own.") : 0;
        await using var engine = await ImageEngine.StartNewAsync(store, timeProvider: time);
        await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("a"));

        var next = engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add("b"));
        await time.AdvanceUntilAsync(() => next.IsCompleted);

        // Without the second release, the operation would be claimed when the lease expires.
        Assert.Equal(OperationState.Succeeded, (await next).State);
        Assert.True(releasesBeforeLastClaim >= 2, $"{releasesBeforeLastClaim} releases before the last claim.");
    }

    private sealed class ThrowingLog : ILoggerFactory, ILogger
    {
        private int _entries;

        public int Entries => _entries;

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Interlocked.Increment(ref _entries);
            throw new AggregateException("An error occurred while writing to the log.");
        }

        public void Dispose()
        {
        }
    }

    private static void Listen(ImageEngine engine, Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter == engine.Telemetry.Meter)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }
}
