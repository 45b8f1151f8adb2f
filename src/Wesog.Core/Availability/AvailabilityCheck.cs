using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Availability;

/// <summary>
/// Finds out whether a store reads and writes now. Reads are tried each time. A write is tried where none has succeeded lately:
/// it costs a disk a sync.
/// </summary>
internal sealed class AvailabilityCheck
{
    /// <summary>The least time between two writes that are made to try the store.</summary>
    public static readonly TimeSpan WriteInterval = TimeSpan.FromSeconds(5);

    /// <summary>The longest that an answer is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // A store may be busy with long commits, behind which a probe waits: then these succeed meanwhile.
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(30);

    // A full disk may have room for a few bytes, where pages are used again. That is no end of the outage.
    private const int Few = 16;
    private const int Many = 1 << 20;

    private readonly StoreAvailability _availability;
    private readonly TimeProvider _time;
    private readonly Probe _read;
    private readonly Probe _write;

    public AvailabilityCheck(MonitoredStore store, StoreAvailability availability, TimeProvider time)
    {
        (_availability, _time) = (availability, time);
        _read = new(() => store.PingAsync(CancellationToken.None), TimeSpan.Zero, time);
        _write = new(
            () => store.ProbeWriteAsync(availability.Writing.Failing is null ? Few : Many, CancellationToken.None), WriteInterval, time);
    }

    /// <summary>Why the store does not read and why it does not write, each null if it does. Answers within <see cref="Patience"/>.</summary>
    public async Task<(StoreUnavailableReason? Reading, StoreUnavailableReason? Writing)> RunAsync(CancellationToken cancellationToken)
    {
        var writing = CheckWritingAsync(cancellationToken);
        return (await CheckReadingAsync(cancellationToken).ConfigureAwait(false), await writing.ConfigureAwait(false));
    }

    /// <summary>Tries what fails, so that an outage ends though no one calls.</summary>
    public async Task RetryAsync(CancellationToken cancellationToken)
    {
        var reading = _availability.Reading.Failing is null ? Task.CompletedTask : _read.CallAsync();
        var writing = _availability.Writing.Failing is null ? Task.CompletedTask : _write.CallAsync();

        // A probe that gets no answer must not hide that the other one succeeds.
        await IsAnsweredAsync(Task.WhenAll(reading, writing), cancellationToken).ConfigureAwait(false);
        _availability.EndIfSettled();
    }

    private async Task<StoreUnavailableReason?> CheckReadingAsync(CancellationToken cancellationToken) =>
        await IsAnsweredAsync(_read.CallAsync(), cancellationToken).ConfigureAwait(false)
            ? _availability.Reading.Failing
            : StoreUnavailableReason.Unreachable;

    private async Task<StoreUnavailableReason?> CheckWritingAsync(CancellationToken cancellationToken)
    {
        var writing = _availability.Writing;
        if (writing.Failing is null && writing.HasSucceededWithin(WriteInterval))
        {
            return null;
        }

        var isAnswered = await IsAnsweredAsync(_write.CallAsync(), cancellationToken).ConfigureAwait(false);
        return writing.Failing
            ?? (!isAnswered && _write.HasTaken(Stuck) && !writing.HasSucceededWithin(Stuck) ? StoreUnavailableReason.Unreachable : null);
    }

    private async Task<bool> IsAnsweredAsync(Task call, CancellationToken cancellationToken)
    {
        try
        {
            await call.WaitAsync(Patience, _time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
