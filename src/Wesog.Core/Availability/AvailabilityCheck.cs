using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Availability;

/// <summary>
/// Checks whether a store can be read and written now. Each check probes a read. It probes a write only if none has succeeded
/// recently, because a write costs a disk sync.
/// </summary>
internal sealed class AvailabilityCheck
{
    /// <summary>The shortest time between two write probes.</summary>
    public static readonly TimeSpan WriteInterval = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait for the result of a probe.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // A probe may wait behind long commits. In that case these commits succeed while it waits.
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(30);

    // A full disk may accept a few bytes in reused pages. That does not end the outage.
    private const int Few = 16;
    private const int Many = 1 << 20;

    private readonly StoreAvailability _availability;
    private readonly TimeProvider _time;
    private readonly Probe _read;
    private readonly Probe _write;

    public AvailabilityCheck(MonitoredStore store, StoreAvailability availability, TimeProvider time)
    {
        (_availability, _time) = (availability, time);
        _read = new(() => store.ProbeAsync(0, CancellationToken.None), TimeSpan.Zero, time);
        _write = new(
            () => store.ProbeAsync(availability.Writing.Failing is null ? Few : Many, CancellationToken.None), WriteInterval, time);
    }

    /// <summary>Returns why the store cannot be read and why it cannot be written, each null if it can. Returns within <see cref="Patience"/>.</summary>
    public async Task<(StoreUnavailableReason? Reading, StoreUnavailableReason? Writing)> RunAsync(CancellationToken cancellationToken)
    {
        var writing = CheckWritingAsync(cancellationToken);
        return (await CheckReadingAsync(cancellationToken).ConfigureAwait(false), await writing.ConfigureAwait(false));
    }

    /// <summary>Probes the failing kinds of access, so that recovery is detected without calls.</summary>
    public async Task RetryAsync(CancellationToken cancellationToken)
    {
        var reading = _availability.Reading.Failing is null ? Task.CompletedTask : _read.CallAsync();
        var writing = _availability.Writing.Failing is null ? Task.CompletedTask : _write.CallAsync();

        // A probe without a result must not block EndIfSettled for the other one.
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
