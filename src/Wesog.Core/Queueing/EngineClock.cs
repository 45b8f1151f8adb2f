namespace Wesog.Queueing;

/// <summary>The time as operations carry it: UTC, to the millisecond, so that every store keeps it whole.</summary>
/// <param name="timeProvider">Every clock and timer of the engine.</param>
/// <param name="chance">What is left to chance, such as how long exactly a wait takes; null for the system's.</param>
internal sealed class EngineClock(TimeProvider timeProvider, Random? chance = null)
{
    public TimeProvider Provider { get; } = timeProvider;

    public Random Random { get; } = chance ?? Random.Shared;

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Provider.GetUtcNow().ToUnixTimeMilliseconds());

    // Not Task.Delay, which when it is cancelled goes on on a thread of the pool, whatever threads the engine has.
    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var elapsed = new TaskCompletionSource();
        await using var timer = Provider.CreateTimer(
            static state => ((TaskCompletionSource)state!).TrySetResult(), elapsed, delay, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        await elapsed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
