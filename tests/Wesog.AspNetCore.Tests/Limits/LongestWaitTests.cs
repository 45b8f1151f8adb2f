using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore.Tests.Hosting;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests.Limits;

/// <summary>MaxWaitSeconds, and the wait of GET /ops/{op_id}: so long, and not a millisecond less or more.</summary>
public sealed class LongestWaitTests
{
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(1);

    // Who waits looks for himself so often; no other timer of the engine's is as long.
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(8);

    [Theory]
    [InlineData(30, null)]
    [InlineData(7, 7)]
    public async Task A_write_waits_just_as_long_as_is_set(int seconds, int? setting)
    {
        var time = new TimerWatch();
        await using var host = await StartAsync(time, setting);
        var waiting = host.Alpha.SendAsync("POST", "/imgs/1?wait=true", """{"src":"https://e.org/1"}""");
        (await EndAfterAsync(TimeSpan.FromSeconds(seconds), host, time, waiting)).Is(202);
    }

    [Fact]
    public async Task A_look_waits_60_seconds_if_it_asks_for_them()
    {
        var time = new TimerWatch();
        await using var host = await StartAsync(time, null);
        (await host.Alpha.SendAsync("POST", "/imgs/1", """{"src":"https://e.org/1"}""")).Is(202);
        Assert.Equal("pending", (await EndAfterAsync(TimeSpan.FromSeconds(60), host, time, host.Alpha.GetAsync("/ops/1?wait=60"))).Is(200)["state"].GetString());
    }

    private static async Task<Reply> EndAfterAsync(TimeSpan left, ApiHost host, TimerWatch time, Task<Reply> waiting)
    {
        await time.SetAsync(left < _look ? left : _look);
        for (; left > _look; left -= _look)
        {
            time.Advance(_look);
            await time.SetAsync(left - _look < _look ? left - _look : _look);
        }

        time.Advance(left - _tick);
        (await host.Alpha.GetAsync("/ops")).Is(200);
        Assert.False(waiting.IsCompleted);
        time.Advance(_tick);
        return await waiting;
    }

    private static Task<ApiHost> StartAsync(TimerWatch time, int? setting) => ApiHost.StartAsync(new HostPlan
    {
        Engine = options => options.Limits.MaxWaitSeconds = setting ?? options.Limits.MaxWaitSeconds,
        Store = () => new GatedStore(new InMemoryImageStore(time)),
        Authentication = services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.AddAuthentication().AddWesogApiKey(ApiHost.AddKeys);
        },
    });

    /// <summary>A clock that stands, and tells which timers are set.</summary>
    private sealed class TimerWatch : TimeProvider
    {
        private readonly ManualTimeProvider _clock = new();
        private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

        public override long TimestampFrequency => _clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

        public override long GetTimestamp() => _clock.GetTimestamp();

        public void Advance(TimeSpan by) => _clock.Advance(by);

        /// <summary>Completes when one more timer of a length has been set.</summary>
        public async Task SetAsync(TimeSpan length)
        {
            while (await _timers.Reader.ReadAsync() != length)
            {
                // One of the engine's own.
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = _clock.CreateTimer(callback, state, dueTime, period);
            _timers.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}
