namespace Wesog.Simulation.Tests.Running;

/// <summary>The clock of a host. Elapsed time is the same for all hosts. The time of day differs and can be set back.</summary>
internal sealed class HostTime(EventQueue events, Host host) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The deviation of the time of day.</summary>
    public TimeSpan Skew { get; set; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start + events.Now + Skew;

    public override long GetTimestamp() => events.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HostTimer(events, host, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }
}
