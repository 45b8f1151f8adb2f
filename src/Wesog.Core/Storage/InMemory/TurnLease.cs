namespace Wesog.Storage.InMemory;

/// <summary>A lease as the store sees it. It runs out by elapsed time, so that a clock set back prolongs none.</summary>
internal sealed class TurnLease(long fence, TimeSpan duration, TimeProvider clock)
{
    private long _renewedAt = clock.GetTimestamp();

    public long FencingToken { get; } = fence;

    public bool IsAlive => clock.GetElapsedTime(_renewedAt) < duration;

    public void Renew() => _renewedAt = clock.GetTimestamp();
}
