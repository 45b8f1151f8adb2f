namespace Wesog.Queueing;

/// <summary>The engine's clock: UTC with millisecond precision, which every store can represent.</summary>
/// <param name="timeProvider">The source of time and timers.</param>
/// <param name="random">The random source, for jitter; null for <see cref="Random.Shared"/>.</param>
internal sealed class EngineClock(TimeProvider timeProvider, Random? random = null)
{
    public TimeProvider Provider { get; } = timeProvider;

    public Random Random { get; } = random ?? Random.Shared;

    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Provider.GetUtcNow().ToUnixTimeMilliseconds());

    // Not Task.Delay: after a cancellation it continues on the thread pool and so bypasses EngineThreads.
    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var elapsed = new TaskCompletionSource();
        await using var timer = Provider.CreateTimer(
            static state => ((TaskCompletionSource)state!).TrySetResult(), elapsed, delay, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        await elapsed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
