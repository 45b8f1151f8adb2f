using Microsoft.Extensions.Logging;
using Wesog.Telemetry;

namespace Wesog.Queueing;

/// <summary>Logs jumps of the clock: differences of more than a minute from the time that has elapsed between two checks.</summary>
internal sealed class ClockWatch
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private readonly EngineClock _clock;
    private readonly ILogger _logger;
    private DateTimeOffset _time;
    private long _timestamp;

    public ClockWatch(EngineClock clock, ILogger logger)
    {
        (_clock, _logger) = (clock, logger);
        (_time, _timestamp) = (clock.Provider.GetUtcNow(), clock.Provider.GetTimestamp());
    }

    public void Check()
    {
        var (now, timestamp) = (_clock.Provider.GetUtcNow(), _clock.Provider.GetTimestamp());
        var elapsed = _clock.Provider.GetElapsedTime(_timestamp, timestamp);
        var expected = _time + elapsed;
        (_time, _timestamp) = (now, timestamp);
        if ((now - expected).Duration() > Tolerance)
        {
            _logger.ClockJumped(now, expected, elapsed.TotalSeconds);
        }
    }
}
