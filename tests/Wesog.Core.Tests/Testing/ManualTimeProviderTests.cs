using Wesog.Testing;

namespace Wesog.Core.Tests.Testing;

public sealed class ManualTimeProviderTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private readonly ManualTimeProvider _clock = new(Start);
    private readonly List<string> _fired = [];

    [Fact]
    public void Time_does_not_pass_until_it_is_advanced()
    {
        var before = _clock.GetTimestamp();
        Assert.Equal(Start, _clock.GetUtcNow());

        _clock.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(Start.AddSeconds(90), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90), _clock.GetElapsedTime(before));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Setting_the_clock_does_not_change_the_elapsed_time(int days)
    {
        var before = _clock.GetTimestamp();
        using var timer = Set("a", seconds: 10);

        _clock.SetUtcNow(Start.AddDays(days));
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(_fired);
        Assert.Equal(Start.AddDays(days).AddSeconds(9), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(9), _clock.GetElapsedTime(before));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a"], _fired);
    }

    [Fact]
    public void Timers_fire_in_the_order_in_which_they_are_due()
    {
        using var late = Set("late", seconds: 3);
        using var early = Set("early", seconds: 1);
        using var first = Set("first of two", seconds: 2);
        using var second = Set("second of two", seconds: 2);
        using var beyond = Set("beyond", seconds: 4);

        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(["early", "first of two", "second of two", "late"], _fired);
    }

    [Fact]
    public void A_timer_fires_at_its_due_time()
    {
        DateTimeOffset? seen = null;
        using var timer = _clock.CreateTimer(_ => seen = _clock.GetUtcNow(), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Start.AddSeconds(2), seen);
        Assert.Equal(Start.AddMinutes(1), _clock.GetUtcNow());
    }

    [Fact]
    public void A_periodic_timer_fires_after_each_period()
    {
        using var timer = Set("tick", seconds: 1, period: 2);
        using var other = Set("other", seconds: 4);

        _clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(["tick", "tick", "other", "tick"], _fired);
    }

    [Fact]
    public void A_timer_that_another_timer_creates_fires_in_the_same_advance()
    {
        ITimer? inner = null;
        using var outer = _clock.CreateTimer(_ => inner = Set("inner", seconds: 1), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["inner"], _fired);
        inner?.Dispose();
    }

    [Fact]
    public void A_timer_can_be_changed_stopped_and_disposed()
    {
        using var changed = Set("changed", seconds: 1);
        using var stopped = Set("stopped", seconds: 1);
        var disposed = Set("disposed", seconds: 1);

        Assert.True(changed.Change(TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan));
        Assert.True(stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        disposed.Dispose();
        Assert.False(disposed.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(_fired);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["changed"], _fired);
    }

    [Fact]
    public void A_timer_without_a_delay_fires_in_the_next_advance()
    {
        using var timer = Set("a", seconds: 0);
        Assert.Empty(_fired);

        _clock.Advance(TimeSpan.Zero);

        Assert.Equal(["a"], _fired);
    }

    [Fact]
    public async Task Delays_and_cancellations_follow_the_clock()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(5), _clock);
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(10), _clock);

        _clock.Advance(TimeSpan.FromSeconds(5));
        await delay;
        Assert.False(source.IsCancellationRequested);

        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(source.IsCancellationRequested);
    }

    private ITimer Set(string name, int seconds, int? period = null) => _clock.CreateTimer(
        _ => _fired.Add(name),
        null,
        TimeSpan.FromSeconds(seconds),
        period is { } every ? TimeSpan.FromSeconds(every) : Timeout.InfiniteTimeSpan);
}
