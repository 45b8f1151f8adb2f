using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Wesog.AspNetCore.Problems;

namespace Wesog.AspNetCore.Memory;

/// <summary>Measures the memory of requests, and counts and logs those that are refused for want of it.</summary>
internal sealed partial class MemoryRefusals
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private static readonly KeyValuePair<string, object?> _tenant = new("code", ProblemCodes.MemoryFull);
    private static readonly KeyValuePair<string, object?> _host = new("code", ProblemCodes.Unavailable);
    private static readonly KeyValuePair<string, object?> _cause = new("cause", "memory");

    private readonly MemoryBudget _budget;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Counter<long> _refusals;
    private readonly Lock _lock = new();
    private long? _logged;

    public MemoryRefusals(MemoryBudget budget, IMeterFactory meters, TimeProvider time, ILogger<MemoryRefusals> logger)
    {
        (_budget, _time, _logger) = (budget, time, logger);
        var meter = meters.Create("Wesog");
        meter.CreateObservableGauge("wesog.memory.used", () => budget.Used, "By", "Memory of the bodies and responses of all requests.");
        meter.CreateObservableGauge("wesog.memory.limit", () => budget.Total, "By", "The most memory that the bodies and responses of all requests may use.");

        // The engine has a counter of this name too, for the calls that it refuses itself.
        _refusals = meter.CreateCounter<long>(
            "wesog.refusals", "{call}", "Calls that were refused, by code and, where the engine or its store is unavailable, by cause.");
    }

    /// <summary>Counts a refused request, and logs it if none was logged in the last minute.</summary>
    /// <param name="grant">Why it was refused.</param>
    public void Record(MemoryGrant grant)
    {
        if (grant == MemoryGrant.TenantIsFull)
        {
            _refusals.Add(1, _tenant);
        }
        else
        {
            _refusals.Add(1, _host, _cause);
        }

        lock (_lock)
        {
            if (_logged is not { } last || _time.GetElapsedTime(last) >= Interval)
            {
                _logged = _time.GetTimestamp();
                LogRefusal(_logger, _budget.Used, _budget.Total);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A request was refused because bodies and responses use {Used} of {Limit} bytes of memory; one tenant may use half of what the others leave. WesogHttpOptions.MaxMemoryBytes (Wesog:Limits:MaxMemoryBytes) sets the limit. This message appears at most once per minute")]
    private static partial void LogRefusal(ILogger logger, long used, long limit);
}
