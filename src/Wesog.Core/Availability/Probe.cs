using Wesog.Operations;

namespace Wesog.Availability;

/// <summary>A call of the store that shows whether it works: one at a time, and not more often than an interval allows.</summary>
/// <param name="call">The call, of a <see cref="MonitoredStore"/>, which records how it ends.</param>
/// <param name="interval">The least time from the beginning of a call to that of the next.</param>
/// <param name="time">The clock.</param>
internal sealed class Probe(Func<ValueTask> call, TimeSpan interval, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;
    private long? _began;

    /// <summary>The call that is under way, or the last one if it is recent, else a new one. An outage does not make it fail.</summary>
    public Task CallAsync()
    {
        lock (_lock)
        {
            if (_last.IsCompleted && (_began is not { } began || time.GetElapsedTime(began) >= interval))
            {
                _began = time.GetTimestamp();
                _last = RunAsync();
            }

            return _last;
        }
    }

    /// <summary>Whether a call has been under way for so long.</summary>
    public bool HasTaken(TimeSpan period)
    {
        lock (_lock)
        {
            return !_last.IsCompleted && time.GetElapsedTime(_began!.Value) >= period;
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // The monitored store has recorded and logged it.
        }
    }
}
