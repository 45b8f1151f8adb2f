namespace Wesog.Server.Connections;

/// <summary>The slots of the connections that are open. While connections are refused, logs it once per minute.</summary>
/// <param name="connections">The limit of the web server.</param>
/// <param name="refusals">The most connections beyond the limit, which the web server closes.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class ConnectionSlots(int connections, int refusals, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _slots = new(connections + refusals, connections + refusals);
    private readonly Lock _lock = new();
    private long? _logged;

    /// <summary>Waits for a free slot and takes it.</summary>
    public Task TakeAsync(CancellationToken cancellationToken) => _slots.WaitAsync(cancellationToken);

    /// <summary>Gives a slot back.</summary>
    public void Return() => _slots.Release();

    /// <summary>Logs that the connection that took the last slot is refused, if it is.</summary>
    public void LogIfRefused()
    {
        if (_slots.CurrentCount >= refusals)
        {
            return;
        }

        lock (_lock)
        {
            if (_logged is not { } last || time.GetElapsedTime(last) >= _interval)
            {
                _logged = time.GetTimestamp();
                LogRefusal(logger, connections);
            }
        }
    }

    public void Dispose() => _slots.Dispose();

    [LoggerMessage(1, LogLevel.Warning, "{Connections} connections are open, the most that are allowed; further ones are refused until some are closed. Kestrel:Limits:MaxConcurrentConnections sets the limit. This message appears at most once per minute")]
    private static partial void LogRefusal(ILogger logger, int connections);
}
