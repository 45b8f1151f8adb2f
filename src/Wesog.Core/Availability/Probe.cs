using Wesog.Operations;

namespace Wesog.Availability;

/// <summary>Runs a store call that tests availability, one at a time and at most once per interval.</summary>
/// <param name="call">The call to a <see cref="MonitoredStore"/>, which records its result.</param>
/// <param name="interval">The shortest time between the starts of two calls.</param>
/// <param name="time">The clock.</param>
internal sealed class Probe(Func<ValueTask> call, TimeSpan interval, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;
    private long? _began;

    /// <summary>Returns the running call, or the last one within the interval, or a new one. The task does not fail because of an outage.</summary>
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

    /// <summary>Returns whether a call has been running for at least <paramref name="period"/>.</summary>
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
        catch (Exception failure) when (failure is StoreUnavailableException or StoreDamagedException)
        {
            // MonitoredStore logs it.
        }
    }
}
