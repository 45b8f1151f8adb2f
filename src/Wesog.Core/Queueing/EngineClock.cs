namespace Wesog.Queueing;

/// <summary>The engine's clock: UTC with millisecond precision, which every store can represent.</summary>
/// <param name="timeProvider">The source of time and timers.</param>
/// <param name="random">The random source, for jitter; null for <see cref="Random.Shared"/>.</param>
internal sealed class EngineClock(TimeProvider timeProvider, Random? random = null)
{
    // A returned time that is below the threshold is compared with the lowest.
    private long _threshold = long.MaxValue;
    private long _lowest = long.MaxValue;

    public TimeProvider Provider { get; } = timeProvider;

    public Random Random { get; } = random ?? Random.Shared;

    public DateTimeOffset Now
    {
        get
        {
            var now = Provider.GetUtcNow().ToUnixTimeMilliseconds();
            if (now < Volatile.Read(ref _threshold))
            {
                NoteLow(now);
            }

            return DateTimeOffset.FromUnixTimeMilliseconds(now);
        }
    }

    /// <summary>
    /// Returns the lowest time that <see cref="Now"/> has returned since the last call and below its threshold, in milliseconds since 1970;
    /// <see cref="long.MaxValue"/> if there is none. The first threshold is infinite.
    /// </summary>
    public long TakeLowest(long nextThreshold)
    {
        Volatile.Write(ref _threshold, nextThreshold);
        return Interlocked.Exchange(ref _lowest, long.MaxValue);
    }

    // Not Task.Delay: after a cancellation it continues on the thread pool and so bypasses EngineThreads.
    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var elapsed = new TaskCompletionSource();
        await using var timer = Provider.CreateTimer(
            static state => ((TaskCompletionSource)state!).TrySetResult(), elapsed, delay, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        await elapsed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private void NoteLow(long now)
    {
        long seen;
        do
        {
            seen = Interlocked.Read(ref _lowest);
        }
        while (now < seen && Interlocked.CompareExchange(ref _lowest, now, seen) != seen);
    }
}
