namespace Wesog.Simulation.Tests.Running;

/// <summary>The clock of a host: all elapse alike, but each has a time of day of its own, which may be set back.</summary>
internal sealed class HostTime(EventQueue agenda, Host host) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>How far its time of day is off.</summary>
    public TimeSpan Skew { get; set; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start + agenda.Now + Skew;

    public override long GetTimestamp() => agenda.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HostTimer(agenda, host, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }
}
