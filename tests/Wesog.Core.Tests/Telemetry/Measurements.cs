using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Wesog.Engine;

namespace Wesog.Core.Tests.Telemetry;

/// <summary>The measurements of an engine: sums by instrument and tags, and the number of values for histograms.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly ConcurrentDictionary<string, double> _sums = new();
    private readonly MeterListener _listener = new();

    public Measurements(ImageEngine engine)
    {
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == engine.Telemetry.Meter)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, 1, tags));
        _listener.Start();
    }

    /// <summary>The sum of an instrument, by its name and its tags in alphabetical order.</summary>
    public double this[string name] => _sums.GetValueOrDefault(name);

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}").Order().Prepend(instrument.Name));
        _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
    }
}
