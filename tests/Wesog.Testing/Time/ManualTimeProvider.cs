namespace Wesog.Testing;

/// <summary>
/// A clock that stands still until it is told to move. Timers fire on the thread that advances it, in the order in
/// which they are due, each with the clock at its due time.
/// </summary>
/// <remarks>Safe for use by several threads. Elapsed time never runs backwards, whatever the time of day is set to.</remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _utcNow;
    private TimeSpan _elapsed;

    /// <summary>A clock that begins at noon of 1 January 2026, UTC.</summary>
    public ManualTimeProvider()
        : this(new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>A clock that begins at a given time.</summary>
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
    /// Sets the time of day, backwards too. No time elapses by it: <see cref="GetTimestamp"/> stays and no timer fires.
    /// </summary>
    public void SetUtcNow(DateTimeOffset value)
    {
        lock (_lock)
        {
            _utcNow = value.ToUniversalTime();
        }
    }

    /// <summary>Lets time elapse and fires what comes due, also what callbacks set up on the way.</summary>
    /// <param name="by">How much; zero fires what is due now.</param>
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
    /// <remarks>A timer that is due at once fires with the next <see cref="Advance"/>.</remarks>
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

    // Moves the clock to the first timer due by a moment, or, where there is none, to that moment.
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
        // After those due at the same moment: they were set up earlier.
        var after = _timers.FindIndex(other => other.DueAt > dueAt);
        _timers.Insert(after < 0 ? _timers.Count : after, timer);
    }
}
