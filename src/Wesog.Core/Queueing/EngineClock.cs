namespace Wesog.Queueing;

/// <summary>The time as operations carry it: UTC, to the millisecond, so that every store keeps it whole.</summary>
internal sealed class EngineClock(TimeProvider timeProvider)
{
    public TimeProvider Provider { get; } = timeProvider;

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Provider.GetUtcNow().ToUnixTimeMilliseconds());
}
