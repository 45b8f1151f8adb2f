namespace Wesog.Queueing;

/// <summary>
/// Computes a time that does not jump with the clock, for the retention. While the clock agrees with elapsed time, the trusted time is the
/// clock. If the clock jumps, the trusted time advances by elapsed time. It follows the clock, forward or back, after the clock has stayed
/// ahead, or behind, for a day of running.
/// </summary>
/// <remarks>
/// Not thread-safe. The store keeps the state, so a jump across a restart is noticed too: after a downtime the clock is ahead. A step back
/// may be an error of the clock that is corrected later. The operations that finish before the correction are therefore kept for their whole
/// retention after it.
/// </remarks>
internal sealed class TrustedClock
{
    private const long Tolerance = 60_000;
    private const long Confirmation = 24 * 60 * Tolerance;
    private const long SaveInterval = 10 * Tolerance;

    private readonly EngineClock _clock;
    private readonly long _retention;
    private readonly long _created;
    private TrustedClockState? _state;
    private TrustedClockState _saved;
    private long _elapsed;
    private long _sinceSaved;

    /// <param name="clock">The clock of the engine.</param>
    /// <param name="retention">How long finished operations are kept.</param>
    public TrustedClock(EngineClock clock, TimeSpan retention)
    {
        (_clock, _retention) = (clock, (long)retention.TotalMilliseconds);
        (_created, _elapsed) = (Now(), clock.Elapsed);
    }

    /// <summary>Whether <see cref="Load"/> was called.</summary>
    public bool IsLoaded => _state is not null;

    /// <summary>Continues from the state that the store keeps; from the clock when this object was created if it keeps none.</summary>
    public void Load(ReadOnlySpan<byte> kept) => _state = _saved = TrustedClockState.Decode(kept) ?? new(_created, 0, 0, 0, 0, 0);

    /// <summary>Advances the trusted time, and returns the time before which finished operations are expired.</summary>
    public DateTimeOffset Advance()
    {
        var (now, total) = (Now(), _clock.Elapsed);
        var elapsed = total - _elapsed;
        _elapsed = total;
        _sinceSaved += elapsed;
        var next = Lagging(Leading(_state!.Value, now, elapsed));
        _state = next;

        // Not later than the clock: a trusted time that was wrong removes nothing.
        var before = Math.Min(now, next.Time) - _retention - next.Lag;
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(before, DateTimeOffset.MinValue.ToUnixTimeMilliseconds()));
    }

    /// <summary>Returns the state that the store should keep: the given one, unless a change is worth a write.</summary>
    /// <param name="kept">The state that it keeps.</param>
    public ReadOnlyMemory<byte> Update(ReadOnlyMemory<byte> kept)
    {
        var state = _state!.Value;
        var mustSave = _sinceSaved >= SaveInterval
            || kept.IsEmpty
            || (state.Lead == 0) != (_saved.Lead == 0)
            || (state.Lag, state.LagUntil) != (_saved.Lag, _saved.LagUntil);
        return mustSave ? state.Encode() : kept;
    }

    /// <summary>Takes note of the state that the store keeps now, and of the one that it kept before.</summary>
    public void Saved(ReadOnlyMemory<byte> kept, ReadOnlyMemory<byte> before)
    {
        // Another engine on the store finds the clock right. Its word stops this one from following a clock that may be wrong.
        if (TrustedClockState.Decode(before.Span) is { } other && other != _saved && other.LeadFor < _state!.Value.LeadFor)
        {
            _state = _state.Value with { LeadFor = other.LeadFor };
        }

        if (TrustedClockState.Decode(kept.Span) is { } saved && saved != _saved)
        {
            (_saved, _sinceSaved) = (saved, 0);
        }
    }

    // Not EngineClock.Now, which takes note of the times that operations get.
    private long Now() => _clock.Provider.GetUtcNow().ToUnixTimeMilliseconds();

    private TrustedClockState Leading(TrustedClockState state, long now, long elapsed)
    {
        var time = state.Time + (now < state.Time - Tolerance ? elapsed : Math.Clamp(now - state.Time, 0, elapsed));
        var lead = now - time;
        if (Math.Abs(lead) <= Tolerance)
        {
            // The drift between the clock and elapsed time.
            return state with { Time = Math.Max(time, now), Lead = 0, LeadFor = 0 };
        }

        if (state.Lead == 0 || Math.Sign(state.Lead) != Math.Sign(lead))
        {
            return state with { Time = time, Lead = lead, LeadFor = 0 };
        }

        var least = Math.Abs(lead) < Math.Abs(state.Lead) ? lead : state.Lead;
        return state.LeadFor + elapsed < Confirmation
            ? state with { Time = time, Lead = least, LeadFor = state.LeadFor + elapsed }
            : Follow(state with { Time = time + least, Lead = lead - least, LeadFor = 0 }, least);
    }

    private TrustedClockState Follow(TrustedClockState state, long step)
    {
        if (step < 0)
        {
            // Times that were too early are so by less, for as long as before.
            return state with { Lag = Math.Max(0, state.Lag + step), LagUntil = state.LagUntil + step, SteppedBack = state.SteppedBack - step };
        }

        // A correction of a step back: the operations that finished since have times that are too early by it.
        var undone = Math.Min(step, state.SteppedBack);
        return undone == 0
            ? state
            : state with { Lag = state.Lag + undone, LagUntil = state.Time + _retention, SteppedBack = state.SteppedBack - undone };
    }

    // An operation that finished while the clock was behind has a time that is too early by the lag. It is kept for as long as others.
    private TrustedClockState Lagging(TrustedClockState state)
    {
        var lowest = _clock.TakeLowestOffset(nextThreshold: state.Time - Tolerance);
        var lag = lowest == long.MaxValue ? 0 : state.Time - _elapsed - lowest;
        return lag > Math.Max(Tolerance, state.Lag) ? state with { Lag = lag, LagUntil = state.Time + _retention }
            : state.Time >= state.LagUntil ? state with { Lag = 0, LagUntil = 0 }
            : state;
    }
}
