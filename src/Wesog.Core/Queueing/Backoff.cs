namespace Wesog.Queueing;

/// <summary>Exponential back-off: the delay doubles with each consecutive failure, from 100 ms to 10 s, with jitter of up to 50 %.</summary>
internal sealed class Backoff(EngineClock clock)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private int _failures;

    public void Reset() => _failures = 0;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var delay = First * Math.Pow(2, Math.Min(_failures++, 10));
        return clock.DelayAsync((delay < Longest ? delay : Longest) * Jitter(), cancellationToken);
    }

    // Hosts that lost the same store at the same time must not retry at the same time.
#pragma warning disable CA5394 // Jitter needs no cryptographic randomness.
    private double Jitter() => 0.5 + clock.Random.NextDouble();
#pragma warning restore CA5394
}
