using Microsoft.Extensions.Logging;

namespace Wesog.Telemetry;

/// <summary>
/// Passes entries on to the host's logger. What is logged has happened: an exception of a logging provider must not make it look failed, and be
/// repeated. There is no other place to report the exception, so it is dropped.
/// </summary>
internal sealed class GuardedLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return inner.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // See the summary.
        }
    }
}
