using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Telemetry;

namespace Wesog.Availability;

/// <summary>
/// The calls of one kind, reads or writes, that fail because the store is unavailable. Logs the first failure and the end,
/// counts the failures between them.
/// </summary>
internal sealed class OutageSeries(string store, string access, TimeProvider time, ILogger logger)
{
    /// <summary>
    /// A store that fails and works by turns is in one outage: it has ended when the store has worked for this long. That is longer than
    /// a worker waits before it tries again.
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

    /// <summary>Why the last call failed; null if it succeeded, or none was made.</summary>
    public StoreUnavailableReason? Failing => _failing is not None and var reason ? (StoreUnavailableReason)reason : null;

    /// <summary>A call failed.</summary>
    /// <param name="call">What the store was asked to do.</param>
    /// <param name="outage">What it threw.</param>
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

            // An outage whose reason changes is logged again, once for each reason.
            if (_logged.Add(outage.Reason))
            {
                logger.StoreFails(outage, store, access, WireNames.Of(outage.Reason), call);
            }
        }
    }

    /// <summary>A call succeeded, and did read or write.</summary>
    public void Succeeded()
    {
        Volatile.Write(ref _lastSuccess, time.GetTimestamp());
        if (_isOpen)
        {
            Recover();
        }
    }

    /// <summary>Whether a call succeeded within the last so much time.</summary>
    public bool HasSucceededWithin(TimeSpan period) =>
        Volatile.Read(ref _lastSuccess) is not Never and var last && time.GetElapsedTime(last) < period;

    /// <summary>Logs the end of the outage if the store has worked for long enough since.</summary>
    /// <param name="isStopping">Whether there is no later call: then any time is long enough.</param>
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
