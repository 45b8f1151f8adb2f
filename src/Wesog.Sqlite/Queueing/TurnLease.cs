namespace Wesog.Sqlite.Queueing;

/// <summary>
/// A lease as the store tracks it. It expires by elapsed time, so that setting the clock back does not extend it.
/// </summary>
internal sealed class TurnLease(long fencingToken, TimeSpan duration, TimeProvider clock)
{
    private long _renewedAt = clock.GetTimestamp();

    public long FencingToken { get; } = fencingToken;

    /// <summary>
    /// True while a transaction under the lease commits. The lease can neither expire nor be released until then.
    /// </summary>
    public bool IsCommitting { get; set; }

    public bool IsAlive => IsCommitting || clock.GetElapsedTime(_renewedAt) < duration;

    public void Renew() => _renewedAt = clock.GetTimestamp();
}
