using Microsoft.Extensions.DependencyInjection;
using Wesog.AspNetCore.Tests.Hosting;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests.Limits;

/// <summary>MaxWaitSeconds, and the wait of GET /ops/{op_id}: so long, and not a millisecond less or more.</summary>
public sealed class LongestWaitTests
{
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(1);

    [Theory]
    [InlineData(30, null)]
    [InlineData(7, 7)]
    public async Task A_write_waits_just_as_long_as_is_set(int seconds, int? setting)
    {
        var time = new TimerWatch(TimeSpan.FromSeconds(seconds));
        await using var host = await StartAsync(time, setting);
        var waiting = host.Alpha.SendAsync("POST", "/imgs/1?wait=true", """{"src":"https://e.org/1"}""");
        (await EndAfterAsync(host, time, waiting)).Is(202);
    }

    [Fact]
    public async Task A_look_waits_60_seconds_if_it_asks_for_them()
    {
        // The engine's upkeep, which is done every minute, has set one of that length before.
        var time = new TimerWatch(TimeSpan.FromSeconds(60), 2);
        await using var host = await StartAsync(time, null);
        (await host.Alpha.SendAsync("POST", "/imgs/1", """{"src":"https://e.org/1"}""")).Is(202);
        Assert.Equal("pending", (await EndAfterAsync(host, time, host.Alpha.GetAsync("/ops/1?wait=60"))).Is(200)["state"].GetString());
    }

    private static async Task<Reply> EndAfterAsync(ApiHost host, TimerWatch time, Task<Reply> waiting)
    {
        await time.Set;
        time.Advance(time.Awaited - _tick);
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

    /// <summary>A clock that stands, and tells when as many timers have been set of the length that is looked for.</summary>
    private sealed class TimerWatch(TimeSpan awaited, int count = 1) : TimeProvider
    {
        private readonly ManualTimeProvider _clock = new();
        private readonly TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private int _missing = count;

        public TimeSpan Awaited => awaited;

        public Task Set => _set.Task;

        public override long TimestampFrequency => _clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

        public override long GetTimestamp() => _clock.GetTimestamp();

        public void Advance(TimeSpan by) => _clock.Advance(by);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = _clock.CreateTimer(callback, state, dueTime, period);
            if (dueTime == awaited && Interlocked.Decrement(ref _missing) == 0)
            {
                _set.TrySetResult();
            }

            return timer;
        }
    }
}
