namespace Wesog.Queueing;

/// <summary>Takes the finish time of a transaction, and measures from then to the end of its commit. If the store takes it again, the last time counts.</summary>
internal sealed class CommitTimer(EngineClock clock)
{
    private long _takenAt;
    private bool _isTaken;

    /// <summary>The time since <see cref="TakeFinishTime"/>; null if the store did not take it.</summary>
    public TimeSpan? Elapsed => _isTaken ? clock.Provider.GetElapsedTime(_takenAt) : null;

    public DateTimeOffset TakeFinishTime()
    {
        (_takenAt, _isTaken) = (clock.Provider.GetTimestamp(), true);
        return clock.Now;
    }
}
