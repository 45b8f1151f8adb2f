namespace Wesog.Queueing;

/// <summary>The engine's clock: UTC with millisecond precision, which every store can represent.</summary>
/// <param name="timeProvider">The source of time and timers.</param>
/// <param name="random">The random source, for jitter; null for <see cref="Random.Shared"/>.</param>
internal sealed class EngineClock(TimeProvider timeProvider, Random? random = null)
{
    private readonly long _origin = timeProvider.GetTimestamp();

    // Below it, a returned time is compared with the lowest one. Jumps do not change elapsed time, so offsets from it are comparable.
    private long _threshold = long.MaxValue;
    private long _lowestOffset = long.MaxValue;

    public TimeProvider Provider { get; } = timeProvider;

    public Random Random { get; } = random ?? Random.Shared;

    /// <summary>The milliseconds that have elapsed since this object was created.</summary>
    public long Elapsed => (long)Provider.GetElapsedTime(_origin).TotalMilliseconds;

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
    /// Returns the lowest offset from <see cref="Elapsed"/> of the times that <see cref="Now"/> has returned since the last call, and that
    /// are below its threshold; <see cref="long.MaxValue"/> if there is none. The first threshold is infinite.
    /// </summary>
    /// <param name="nextThreshold">The threshold until the next call, in milliseconds since 1970.</param>
    public long TakeLowestOffset(long nextThreshold)
    {
        Volatile.Write(ref _threshold, nextThreshold);
        return Interlocked.Exchange(ref _lowestOffset, long.MaxValue);
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
        var offset = now - Elapsed;
        long seen;
        do
        {
            seen = Interlocked.Read(ref _lowestOffset);
        }
        while (offset < seen && Interlocked.CompareExchange(ref _lowestOffset, offset, seen) != seen);
    }
}
