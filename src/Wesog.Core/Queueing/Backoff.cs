namespace Wesog.Queueing;

/// <summary>Waits longer after each failure in a row: doubling from 100 ms to 10 s, give or take up to a half.</summary>
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

    // Hosts that lost one store at one moment must not all come back at one moment.
#pragma warning disable CA5394 // Jitter needs no secrecy.
    private double Jitter() => 0.5 + clock.Random.NextDouble();
#pragma warning restore CA5394
}
