namespace Wesog.Sqlite.Queueing;

/// <summary>A lease as the store sees it. It runs out by elapsed time, so that a clock set back prolongs none.</summary>
internal sealed class TurnLease(long fence, TimeSpan duration, TimeProvider clock)
{
    private long _renewedAt = clock.GetTimestamp();

    public long FencingToken { get; } = fence;

    /// <summary>A transaction under it is being committed: it cannot run out or be released before that has ended.</summary>
    public bool IsCommitting { get; set; }

    public bool IsAlive => IsCommitting || clock.GetElapsedTime(_renewedAt) < duration;

    public void Renew() => _renewedAt = clock.GetTimestamp();
}
