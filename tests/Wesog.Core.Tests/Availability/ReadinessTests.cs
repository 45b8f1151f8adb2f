using Wesog.Availability;
using Wesog.Core.Tests.Engine;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Availability;

/// <summary>Readiness covers writes: by the results of calls, and by a probe if there are none.</summary>
public class ReadinessTests
{
    private static readonly EngineReadiness Ready = new(IsRunning: true, null, null);
    private static readonly EngineReadiness Full = new(IsRunning: true, null, StoreUnavailableReason.DiskFull);

    private readonly ManualTimeProvider _time = new();
    private readonly FaultyStore _store;
    private readonly List<int> _probes = [];
    private bool _isFull;

    public ReadinessTests()
    {
        _store = FaultyStore.InMemory(_time);
        _store.BeforeEnqueue = FailIfFull;
        _store.BeforeProbe = bytes =>
        {
            _probes.Add(bytes);
            FailIfFull();
            return Task.CompletedTask;
        };
    }

    [Fact]
    public async Task Without_writes_the_store_is_probed_and_not_ready_until_a_probe_succeeds()
    {
        await using var engine = await StartAsync();
        Assert.Equal(Ready, await engine.CheckReadinessAsync());
        _isFull = true;
        _time.Advance(AvailabilityCheck.WriteInterval);
        Assert.Equal(Full, await engine.CheckReadinessAsync());
        Assert.False(await engine.IsReadyAsync());

        _isFull = false;
        _time.Advance(AvailabilityCheck.WriteInterval);
        Assert.Equal(Ready, await engine.CheckReadinessAsync());
    }

    [Fact]
    public async Task Any_probe_failure_makes_the_engine_not_ready_until_a_probe_succeeds()
    {
        await using var engine = await StartAsync();
        _store.BeforeProbe = _ => throw new InvalidOperationException("no such table: work");
        _time.Advance(AvailabilityCheck.WriteInterval);
        Assert.Equal(new(IsRunning: true, null, StoreUnavailableReason.DiskError), await engine.CheckReadinessAsync());

        _store.BeforeProbe = _ => Task.CompletedTask;
        _time.Advance(AvailabilityCheck.WriteInterval);
        Assert.Equal(Ready, await engine.CheckReadinessAsync());
    }

    [Fact]
    public async Task A_read_outage_ends_while_a_write_probe_hangs()
    {
        var hanging = new TaskCompletionSource();
        _store.BeforeProbe = _ => hanging.Task;
        using var log = new LogRecorder();
        var availability = new StoreAvailability("memory", _time, log);
        var check = new AvailabilityCheck(new MonitoredStore(_store, availability), availability, _time);
        availability.Reading.Failed("test", new("memory", StoreUnavailableReason.DiskError));
        availability.Writing.Failed("test", new("memory", StoreUnavailableReason.DiskFull));

        await RetryAsync();
        Assert.Null(availability.Reading.Failing);
        _time.Advance(OutageSeries.Settling);
        await RetryAsync();

        Assert.Contains("can read again", log.Entries[^1].Message, StringComparison.Ordinal);
        hanging.SetResult();

        async Task RetryAsync()
        {
            var retry = check.RetryAsync(default);
            _time.Advance(AvailabilityCheck.Patience);
            await retry.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    [Fact]
    public async Task A_rejected_submission_makes_the_engine_not_ready_at_once_and_an_accepted_one_ready()
    {
        await using var engine = await StartAsync();
        Assert.True(await engine.IsReadyAsync());
        _isFull = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAsync("t", TestBatches.Add("a")));
        Assert.Equal(Full, await engine.CheckReadinessAsync());

        _isFull = false;
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
        Assert.Equal(Ready, await engine.CheckReadinessAsync());
    }

    [Fact]
    public async Task The_store_is_probed_at_most_every_five_seconds_and_never_while_writes_succeed()
    {
        await using var engine = await StartAsync();
        for (var second = 0; second < 60; second++)
        {
            Assert.True(await engine.IsReadyAsync());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(12, _probes.Count);
        for (var second = 0; second < 60; second++)
        {
            await engine.Operations.SubmitAsync("t", TestBatches.Add($"i{second}"));
            Assert.True(await engine.IsReadyAsync());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(12, _probes.Count);
    }

    [Fact]
    public async Task A_full_store_that_accepts_a_few_bytes_is_not_ready()
    {
        await using var engine = await StartAsync();
        _store.BeforeProbe = bytes =>
        {
            if (bytes > 1_000)
            {
                FailIfFull();
            }

            return Task.CompletedTask;
        };
        _isFull = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAsync("t", TestBatches.Add("a")));
        for (var second = 0; second < 60; second++)
        {
            Assert.Equal(Full, await engine.CheckReadinessAsync());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _isFull = false;
        _time.Advance(AvailabilityCheck.WriteInterval);
        Assert.Equal(Ready, await engine.CheckReadinessAsync());
    }

    [Fact]
    public async Task A_successful_call_without_a_write_does_not_end_a_write_outage()
    {
        await using var engine = await StartAsync();
        _isFull = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAsync("t", TestBatches.Add("a")));
        _store.BeforeProbe = _ => new TaskCompletionSource().Task;
        await engine.Operations.ListAsync("t");
        await engine.Operations.ValidateAsync("t", TestBatches.Add("a"));
        await _store.RemoveExpiredAsync(new(DateTimeOffset.MinValue, int.MaxValue, 1), default);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(Full, await CheckWhileHeldAsync(engine));
    }

    [Fact]
    public async Task A_busy_store_is_ready_and_a_hanging_one_is_not()
    {
        await using var engine = await StartAsync();
        var held = new TaskCompletionSource();
        _store.BeforeProbe = _ => held.Task;
        Assert.Equal(Ready, await CheckWhileHeldAsync(engine));

        for (var seconds = 0; seconds < 60; seconds += 10)
        {
            // Awaited, because a worker would write again later.
            await engine.Operations.SubmitAndWaitAsync("t", TestBatches.Add($"i{seconds}"));
            _time.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(Ready, await CheckWhileHeldAsync(engine));
        }

        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(new(IsRunning: true, null, StoreUnavailableReason.Unreachable), await CheckWhileHeldAsync(engine));
        held.SetResult();
        while (!await engine.IsReadyAsync())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task A_read_probe_without_a_response_in_two_seconds_means_unreachable_and_is_not_repeated_meanwhile()
    {
        var held = new TaskCompletionSource();
        var pings = 0;
        await using var engine = await ImageEngine.StartNewAsync(
            new HeldProbesStore(new InMemoryImageStore(_time), () =>
            {
                pings++;
                return held.Task;
            }),
            timeProvider: _time);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(new(IsRunning: true, StoreUnavailableReason.Unreachable, null), await CheckWhileHeldAsync(engine));
        }

        Assert.Equal(1, pings);
        held.SetResult();
        Assert.Equal(Ready, await engine.CheckReadinessAsync());
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_a_probe()
    {
        var engine = await StartAsync();
        var held = new TaskCompletionSource();
        _isFull = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAsync("t", TestBatches.Add("a")));
        _store.BeforeProbe = _ => held.Task;
        _time.Advance(AvailabilityCheck.WriteInterval);

        await engine.DisposeAsync();

        Assert.False((await engine.CheckReadinessAsync()).IsRunning);
        held.SetResult();
    }

    private Task<ImageEngine> StartAsync() => ImageEngine.StartNewAsync(_store, timeProvider: _time);

    private async Task<EngineReadiness> CheckWhileHeldAsync(ImageEngine engine)
    {
        // The check has set its timers when it returns. One advance makes the result independent of its speed.
        var check = engine.CheckReadinessAsync();
        _time.Advance(AvailabilityCheck.Patience);
        return await check;
    }

    private void FailIfFull()
    {
        if (_isFull)
        {
            throw new StoreUnavailableException("memory", StoreUnavailableReason.DiskFull);
        }
    }
}
