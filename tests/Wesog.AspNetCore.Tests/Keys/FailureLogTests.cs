using System.Net;
using Microsoft.Extensions.Logging;
using Wesog.AspNetCore.Authentication;
using Wesog.AspNetCore.Tests.Hosting;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests.Keys;

public sealed class FailureLogTests : IDisposable
{
    private static readonly IPAddress _client = IPAddress.Parse("192.0.2.1");
    private readonly ManualTimeProvider _time = new();
    private readonly LogRecorder _recorder = new();
    private readonly LoggerFactory _loggers;
    private readonly FailureLog _log;

    public FailureLogTests()
    {
        _loggers = new([_recorder]);
        _log = new(_time, new Logger<FailureLog>(_loggers));
    }

    public void Dispose()
    {
        _log.Dispose();
        _loggers.Dispose();
        _recorder.Dispose();
    }

    [Fact]
    public void The_first_failure_is_logged_at_once_and_the_others_once_a_minute_with_their_number()
    {
        Record(17_500);
        Assert.Equal([1], Counts());

        _time.Advance(FailureLog.Interval);
        Assert.Equal([1, 17_499], Counts());

        Record(3);
        Assert.Equal([1, 17_499], Counts());
        _time.Advance(FailureLog.Interval);
        Assert.Equal([1, 17_499, 3], Counts());
    }

    [Fact]
    public void After_a_minute_without_failures_the_next_is_logged_at_once()
    {
        Record(1);
        _time.Advance(FailureLog.Interval);
        Record(1);

        Assert.Equal([1, 1], Counts());
    }

    [Fact]
    public void The_rest_is_logged_at_the_end()
    {
        Record(8);
        _log.Dispose();

        Assert.Equal([1, 7], Counts());
    }

    [Fact]
    public void A_message_names_the_last_address()
    {
        _log.Record(_client);
        Assert.EndsWith("the last one came from 192.0.2.1", Assert.Single(_recorder.Warnings).TrimEnd(), StringComparison.Ordinal);
    }

    private void Record(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _log.Record(i % 2 == 0 ? _client : null);
        }
    }

    private IEnumerable<int> Counts() => _recorder.Warnings.Select(line => int.Parse(line.Split("last message: ")[1].Split(';')[0], System.Globalization.CultureInfo.InvariantCulture));
}
