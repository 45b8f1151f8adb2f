using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore.Tests.Hosting;
using Wesog.Operations;
using Wesog.Storage;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests.Limits;

/// <summary>MaxWait and the wait of GET /ops/{op_id}, exact to a millisecond.</summary>
public sealed class LongestWaitTests
{
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(1);

    // The interval of the engine's waiters: a waiter re-polls at every second one. No other timer has this duration.
    private static readonly TimeSpan _round = TimeSpan.FromSeconds(8);

    private readonly TimerWatch _time = new();
    private int _looks;

    [Theory]
    [InlineData(30, null)]
    [InlineData(7, 7)]
    public async Task A_write_waits_exactly_as_long_as_configured(int seconds, int? setting)
    {
        await using var host = await StartAsync(setting);
        var waiting = host.Alpha.SendAsync("POST", "/imgs/1?wait=true", """{"src":"https://e.org/1"}""");
        (await EndAfterAsync(TimeSpan.FromSeconds(seconds), host, waiting)).Is(202);
    }

    [Fact]
    public async Task A_read_waits_exactly_60_seconds_if_requested()
    {
        await using var host = await StartAsync(null);
        (await host.Alpha.SendAsync("POST", "/imgs/1", """{"src":"https://e.org/1"}""")).Is(202);
        Assert.Equal("pending", (await EndAfterAsync(TimeSpan.FromSeconds(60), host, host.Alpha.GetAsync("/ops/1?wait=60"))).Is(200)["state"].GetString());
    }

    // While more than two intervals are left, a wait sets no timer, because it re-polls earlier.
    private async Task<Reply> EndAfterAsync(TimeSpan left, ApiHost host, Task<Reply> waiting)
    {
        for (var (looks, rounds) = (1, 1); left > 2 * _round; looks++)
        {
            await UntilAsync(() => Volatile.Read(ref _looks) == looks);
            for (var i = 0; i < 2; i++)
            {
                await UntilAsync(() => _time.CountOf(_round) == rounds);
                _time.Advance(_round);
                rounds++;
                left -= _round;
            }
        }

        await UntilAsync(() => _time.CountOf(left) > 0);
        _time.Advance(left - _tick);
        (await host.Alpha.GetAsync("/ops")).Is(200);
        Assert.False(waiting.IsCompleted);
        _time.Advance(_tick);
        return await waiting;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isSo())
        {
            await Task.Delay(_tick, patience.Token);
        }
    }

    private Task<ApiHost> StartAsync(int? setting) => ApiHost.StartAsync(new HostPlan
    {
        Http = options => options.MaxWait = setting is { } seconds ? TimeSpan.FromSeconds(seconds) : options.MaxWait,
        Store = () => new WatchedStore(new InMemoryImageStore(_time), () => Interlocked.Increment(ref _looks)),
        Authentication = services =>
        {
            services.AddSingleton<TimeProvider>(_time);
            services.AddAuthentication().AddWesogApiKey(ApiHost.AddKeys);
        },
    });

    /// <summary>A store that executes nothing and reports reads of operations.</summary>
    private sealed class WatchedStore(IImageStore inner, Action looked) : PausedStore(inner)
    {
        public override ValueTask<Operation?> GetOperationAsync(string tenant, long operationId, CancellationToken cancellationToken)
        {
            looked();
            return base.GetOperationAsync(tenant, operationId, cancellationToken);
        }
    }

    /// <summary>A manual clock that counts the timers.</summary>
    private sealed class TimerWatch : TimeProvider
    {
        private readonly ManualTimeProvider _clock = new();
        private readonly ConcurrentDictionary<TimeSpan, int> _timers = new();

        public override long TimestampFrequency => _clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

        public override long GetTimestamp() => _clock.GetTimestamp();

        public void Advance(TimeSpan by) => _clock.Advance(by);

        /// <summary>The number of timers with a duration.</summary>
        public int CountOf(TimeSpan length) => _timers.GetValueOrDefault(length);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = _clock.CreateTimer(callback, state, dueTime, period);
            _timers.AddOrUpdate(dueTime, 1, (_, count) => count + 1);
            return timer;
        }
    }
}
