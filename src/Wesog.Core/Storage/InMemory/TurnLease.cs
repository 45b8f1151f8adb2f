namespace Wesog.Storage.InMemory;

/// <summary>A lease in the in-memory store. It expires by elapsed time, so setting the clock back does not extend it.</summary>
internal sealed class TurnLease(long fencingToken, TimeSpan duration, TimeProvider clock)
{
    private long _renewedAt = clock.GetTimestamp();

    public long FencingToken { get; } = fencingToken;

    public bool IsAlive => clock.GetElapsedTime(_renewedAt) < duration;

    public void Renew() => _renewedAt = clock.GetTimestamp();
}
