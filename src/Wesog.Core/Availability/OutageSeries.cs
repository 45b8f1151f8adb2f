using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Telemetry;

namespace Wesog.Availability;

/// <summary>
/// Tracks the outages of one kind of access, reads or writes: logs the first failure and the recovery, and counts the failures
/// between them.
/// </summary>
internal sealed class OutageSeries(string store, string access, TimeProvider time, ILogger logger)
{
    /// <summary>
    /// The time without failures after which an outage has ended. Alternating failures and successes are therefore one outage. It is
    /// longer than the longest back-off of a worker.
    /// </summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    private const int None = -1;
    private const long Never = long.MinValue;

    private readonly Lock _lock = new();
    private readonly HashSet<StoreUnavailableReason> _logged = [];
    private volatile bool _isOpen;
    private volatile int _failing = None;
    private long _lastSuccess = Never;
    private long _began;
    private long _recovered;
    private long _failures;

    /// <summary>Why the last call failed; null if it succeeded or there was none.</summary>
    public StoreUnavailableReason? Failing => _failing is not None and var reason ? (StoreUnavailableReason)reason : null;

    /// <summary>Records a failed call.</summary>
    /// <param name="call">The name of the call.</param>
    /// <param name="outage">The exception of the call.</param>
    public void Failed(string call, StoreUnavailableException outage)
    {
        lock (_lock)
        {
            if (!_isOpen)
            {
                _isOpen = true;
                _began = time.GetTimestamp();
                _failures = 0;
                _logged.Clear();
            }

            _failing = (int)outage.Reason;
            _failures++;

            // Each reason is logged once per outage.
            if (_logged.Add(outage.Reason))
            {
                logger.StoreFails(outage, store, access, WireNames.Of(outage.Reason), call);
            }
        }
    }

    /// <summary>Records a successful call that did read or write.</summary>
    public void Succeeded()
    {
        Volatile.Write(ref _lastSuccess, time.GetTimestamp());
        if (_isOpen)
        {
            Recover();
        }
    }

    /// <summary>Returns whether a call succeeded within the last <paramref name="period"/>.</summary>
    public bool HasSucceededWithin(TimeSpan period) =>
        Volatile.Read(ref _lastSuccess) is not Never and var last && time.GetElapsedTime(last) < period;

    /// <summary>Ends the outage and logs the recovery if the store has worked for the <see cref="Settling"/> time.</summary>
    /// <param name="isStopping">Whether the engine stops. Then the outage ends without the settling time if the last call succeeded.</param>
    public void EndIfSettled(bool isStopping = false)
    {
        if (!_isOpen)
        {
            return;
        }

        lock (_lock)
        {
            if (_isOpen && _failing == None && (isStopping || time.GetElapsedTime(_recovered) >= Settling))
            {
                _isOpen = false;
                logger.StoreWorksAgain(store, access, time.GetElapsedTime(_began, _recovered).TotalSeconds, _failures);
            }
        }
    }

    private void Recover()
    {
        lock (_lock)
        {
            if (_failing != None)
            {
                _failing = None;
                _recovered = time.GetTimestamp();
            }
        }

        EndIfSettled();
    }
}
