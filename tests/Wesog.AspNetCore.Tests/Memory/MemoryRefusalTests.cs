using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wesog.AspNetCore.Memory;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Tests.Hosting;
using Wesog.Testing;

namespace Wesog.AspNetCore.Tests.Memory;

/// <summary>An operator sees that requests are refused for want of memory, and how much is in use.</summary>
public sealed class MemoryRefusalTests : IDisposable
{
    private const int Total = 1 << 20;

    private readonly ManualTimeProvider _time = new();
    private readonly LogRecorder _recorder = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly LoggerFactory _loggers;
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _measured = [];
    private readonly MemoryBudget _budget = new(Total);
    private readonly MemoryRefusals _refusals;

    public MemoryRefusalTests()
    {
        _loggers = new([_recorder]);
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var name = string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]);
            _measured[name] = value + (instrument is Counter<long> ? _measured.GetValueOrDefault(name) : 0);
        });
        _listener.Start();
        _refusals = new(_budget, meters, _time, new Logger<MemoryRefusals>(_loggers));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
        _loggers.Dispose();
        _recorder.Dispose();
    }

    [Fact]
    public void Refusals_and_the_memory_in_use_are_measured()
    {
        using var held = Memory("a");
        held.Count(Total / 2);
        Refuse("a", 1);
        Refuse("b", Total / 3);
        Refuse("b", Total / 3);
        _listener.RecordObservableInstruments();

        Assert.Equal(
            new()
            {
                ["wesog.refusals code=memory_full"] = 1,
                ["wesog.refusals code=unavailable cause=memory"] = 2,
                ["wesog.memory.used"] = _budget.Used,
                ["wesog.memory.limit"] = Total,
            },
            _measured);
        Assert.InRange(_budget.Used, Total / 2, Total);
    }

    [Fact]
    public void Refusals_are_logged_at_most_once_a_minute()
    {
        using var held = Memory("a");
        held.Count(Total / 2);
        Assert.All(Enumerable.Range(0, 100), _ => Refuse("a", 1));
        var line = Assert.Single(_recorder.Warnings);
        Assert.Contains($"{_budget.Used} of {Total} bytes", line, StringComparison.Ordinal);
        Assert.Contains("Wesog:Limits:MaxMemoryBytes", line, StringComparison.Ordinal);

        _time.Advance(MemoryRefusals.Interval);
        Refuse("a", 1);
        Refuse("b", Total / 3);
        Assert.Equal(2, _recorder.Warnings.Count());
    }

    private RequestMemory Memory(string tenant) => new(_budget, tenant, new(), isMultiplexed: true, _refusals);

    private void Refuse(string tenant, long bytes)
    {
        using var memory = Memory(tenant);
        Assert.Throws<ProblemException>(() => memory.Reserve(bytes));
    }
}
