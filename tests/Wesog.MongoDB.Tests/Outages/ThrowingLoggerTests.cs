using Microsoft.Extensions.Logging;
using Wesog.MongoDB.Telemetry;

namespace Wesog.MongoDB.Tests.Outages;

/// <summary>A logging provider that throws does not break the store. Needs no server.</summary>
public sealed class ThrowingLoggerTests : ILoggerFactory, ILogger
{
    private int _calls;

    [Fact]
    public async Task A_logger_that_throws_does_not_break_the_store()
    {
        await using var store = new MongoImageStore("mongodb://localhost", TimeProvider.System, loggerFactory: this);

        store.Logger.HostEnded("host", 1);
        store.Logger.SessionsNotEnded(new TimeoutException(), "this user", "advice");
        store.Logger.HostNotRenewed(new TimeoutException());
        store.Logger.NotClosedCleanly(new TimeoutException());

        Assert.Equal(4, _calls);
    }

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;

    void ILoggerFactory.AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _calls++;
        throw new InvalidOperationException("The logging provider failed.");
    }

    void IDisposable.Dispose() => GC.SuppressFinalize(this);
}
