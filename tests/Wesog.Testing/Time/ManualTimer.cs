namespace Wesog.Testing;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>. The provider's lock guards its state.</summary>
internal sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    public TimeSpan DueAt { get; set; }

    public TimeSpan Period { get; set; }

    public bool Disposed { get; set; }

    public void Fire() => callback(state);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        return clock.Schedule(this, dueTime, period);
    }

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
