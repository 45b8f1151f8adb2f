using System.Net;
using Microsoft.Extensions.Logging;

namespace Wesog.AspNetCore.Authentication;

/// <summary>Logs wrong keys: the first one immediately, then at most one message per minute with their number.</summary>
internal sealed partial class FailureLog(TimeProvider time, ILogger<FailureLog> logger) : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private ITimer? _interval;
    private long _count;
    private IPAddress? _address;

    /// <summary>Records a wrong key. The key itself is not logged, because it may be a typing error away from a right one.</summary>
    /// <param name="address">The address of the client; null if it has none.</param>
    public void Record(IPAddress? address)
    {
        lock (_lock)
        {
            _count++;
            _address = address;
            if (_interval is null)
            {
                Log();
                _interval = time.CreateTimer(static log => ((FailureLog)log!).EndInterval(), this, Interval, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _interval?.Dispose();
            Log();
        }
    }

    private void EndInterval()
    {
        lock (_lock)
        {
            if (_count > 0)
            {
                Log();
                _interval!.Change(Interval, Timeout.InfiniteTimeSpan);
            }
            else
            {
                _interval!.Dispose();
                _interval = null;
            }
        }
    }

    private void Log()
    {
        if (_count > 0)
        {
            LogFailures(logger, _count, _address?.ToString() ?? "a local socket");
            _count = 0;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Requests with an API key that is not accepted, since the last message: {Count}; the last one came from {Address}")]
    private static partial void LogFailures(ILogger logger, long count, string address);
}
