namespace Wesog.Testing;

/// <summary>
/// A clock that moves only when a test advances it. Timers fire on the advancing thread in due order, with the clock at
/// their due time.
/// </summary>
/// <remarks>Thread-safe. Elapsed time never decreases, whatever the time of day is set to.</remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _utcNow;
    private TimeSpan _elapsed;

    /// <summary>Creates a clock that starts at noon of 1 January 2026, UTC.</summary>
    public ManualTimeProvider()
        : this(new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Creates a clock that starts at the given time.</summary>
    public ManualTimeProvider(DateTimeOffset start) => _utcNow = start.ToUniversalTime();

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _utcNow;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _elapsed.Ticks;
        }
    }

    /// <summary>
    /// Sets the time of day, also backwards. No time elapses: <see cref="GetTimestamp"/> is unchanged and no timer fires.
    /// </summary>
    public void SetUtcNow(DateTimeOffset value)
    {
        lock (_lock)
        {
            _utcNow = value.ToUniversalTime();
        }
    }

    /// <summary>Advances the clock and fires due timers, including those that callbacks create.</summary>
    /// <param name="by">The time to advance by. Zero fires the timers that are due now.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan end;
        lock (_lock)
        {
            end = _elapsed + by;
        }

        while (NextDue(end) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <inheritdoc/>
    /// <remarks>A timer that is due immediately fires at the next <see cref="Advance"/>.</remarks>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal bool Schedule(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (timer.Disposed)
            {
                return false;
            }

            _timers.Remove(timer);
            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Insert(timer, _elapsed + dueTime);
            }

            return true;
        }
    }

    internal void Remove(ManualTimer timer)
    {
        lock (_lock)
        {
            timer.Disposed = true;
            _timers.Remove(timer);
        }
    }

    // Moves the clock to the first timer due by the given time, or to that time if none is due.
    private ManualTimer? NextDue(TimeSpan end)
    {
        lock (_lock)
        {
            var timer = _timers.Count > 0 && _timers[0].DueAt <= end ? _timers[0] : null;
            var moment = timer?.DueAt ?? end;
            if (moment > _elapsed)
            {
                _utcNow += moment - _elapsed;
                _elapsed = moment;
            }

            if (timer is not null)
            {
                _timers.RemoveAt(0);
                if (timer.Period > TimeSpan.Zero)
                {
                    Insert(timer, timer.DueAt + timer.Period);
                }
            }

            return timer;
        }
    }

    private void Insert(ManualTimer timer, TimeSpan dueAt)
    {
        timer.DueAt = dueAt;
        // Insert after timers with the same due time, which were created earlier.
        var after = _timers.FindIndex(other => other.DueAt > dueAt);
        _timers.Insert(after < 0 ? _timers.Count : after, timer);
    }
}
