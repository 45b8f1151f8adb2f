using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Wesog.AspNetCore.Tests.Hosting;

/// <summary>Records the log of a host.</summary>
public sealed class LogRecorder : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IEnumerable<string> Errors => from line in _lines where line.Level >= LogLevel.Error select line.Text;

    public IEnumerable<string> Warnings => from line in _lines where line.Level == LogLevel.Warning select line.Text;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));

    public void Dispose() => _lines.Clear();
}
