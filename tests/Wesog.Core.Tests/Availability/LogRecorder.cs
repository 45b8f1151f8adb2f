using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Wesog.Core.Tests.Availability;

/// <summary>Records log entries.</summary>
internal sealed class LogRecorder : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();

    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    /// <summary>The warnings and errors.</summary>
    public IReadOnlyList<LogEntry> WarningsAndErrors => [.. _entries.Where(entry => entry.Level >= LogLevel.Warning)];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue(new(eventId.Id, logLevel, formatter(state, exception), exception));

    public void Dispose()
    {
    }
}
