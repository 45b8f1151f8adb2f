using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Wesog.Operations;

namespace Wesog.Telemetry;

/// <summary>Records the engine's metrics and activities; the meter and the activity source are named "Wesog".</summary>
/// <remarks><c>docs/specification.md</c>, section "In process". <c>docs/observability.md</c> lists the instruments and tags. The tenant is not a metric tag, because the
/// number of tenants is unbounded.</remarks>
internal sealed class EngineTelemetry : IDisposable
{
    public const string Name = "Wesog";

    private readonly ActivitySource _activities = new(Name);

    // Check Enabled before computing tags.
    private readonly Counter<long> _operations;
    private readonly Counter<long> _items;
    private readonly Counter<long> _refusals;
    private readonly UpDownCounter<long> _depth;
    private readonly Histogram<double> _idle;
    private readonly Histogram<double> _execution;
    private readonly Histogram<double> _commit;
    private readonly KeyValuePair<string, object?> _store;

    private readonly bool _isShared;
    private readonly ILogger _logger;
    private long _depthNow;
    private long _depthReported;
    private int _isCounted;
    private int _hasFailed;

    /// <param name="store">The name of the store.</param>
    /// <param name="isShared">Whether other engines can use the same store.</param>
    /// <param name="logger">The log.</param>
    public EngineTelemetry(string store, bool isShared, ILogger logger)
    {
        _store = new("store", store);
        (_isShared, _logger) = (isShared, logger);
        _operations = Meter.CreateCounter<long>("wesog.operations", "{operation}", "Operations accepted and finished, by state and method.");
        _items = Meter.CreateCounter<long>("wesog.items", "{item}", "Items of finished operations, by outcome.");
        _refusals = Meter.CreateCounter<long>("wesog.refusals", "{call}", "Calls that were refused, by code and, where the engine or its store is unavailable, by cause.");
        _depth = Meter.CreateUpDownCounter<long>("wesog.queue.depth", "{operation}", "Operations accepted and not yet finished.");
        _idle = Meter.CreateHistogram<double>("wesog.operation.idle", "s", "Time from accepted to started.");
        _execution = Meter.CreateHistogram<double>("wesog.operation.execution", "s", "Time from started to finished.");
        _commit = Meter.CreateHistogram<double>("wesog.commit.duration", "s", "Time from the finish time of its operations to the end of a commit.");
    }

    /// <summary>The meter of this engine. Each engine has its own, with the same name.</summary>
    public Meter Meter { get; } = new(Name);

    public ActivityScope StartSubmit(string tenant, int items) => Start("wesog.submit", tenant, "wesog.submit.items", items);

    // The name of a work item's activity since the first version.
    public ActivityScope StartWorkItem(string tenant, int operations) => Start("wesog.turn", tenant, "wesog.turn.operations", operations);

    /// <summary>
    /// Sets the queue depth to the number of waiting operations in the store. An engine with an exclusive store does this once and then
    /// counts changes itself. An engine with a shared store sees only its own changes and therefore uses every count.
    /// </summary>
    public void Counted(int waiting)
    {
        if (_isShared)
        {
            Interlocked.Exchange(ref _depthNow, waiting);
        }
        else if (Interlocked.Exchange(ref _isCounted, 1) == 0)
        {
            Interlocked.Add(ref _depthNow, waiting);
        }

        Record(static (telemetry, _) => telemetry.ReportDepth(), 0);
    }

    public void Accepted(Operation operation) => Record(static (telemetry, accepted) => telemetry.CountAccepted(accepted), operation);

    public void Finished(Operation operation) => Record(static (telemetry, finished) => telemetry.CountFinished(finished), operation);

    /// <summary>Records a commit, in the metric and as an event of the work item's activity.</summary>
    /// <param name="duration">The time from the finish time of its operations to its end; null if the store took no finish time.</param>
    public void Committed(TimeSpan? duration)
    {
        if (duration is { } known && (_commit.Enabled || _activities.HasListeners()))
        {
            Record(static (telemetry, seconds) => telemetry.CountCommit(seconds), known.TotalSeconds);
        }
    }

    /// <summary>Runs a call, and counts it if it is rejected with a <see cref="WesogException"/>.</summary>
    public async Task<T> CountRefusalsAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (WesogException refusal)
        {
            Record(static (telemetry, rejected) => telemetry.Refused(rejected), refusal);
            throw;
        }
    }

    public void Dispose()
    {
        Meter.Dispose();
        _activities.Dispose();
    }

    private void Refused(WesogException refusal)
    {
        if (!_refusals.Enabled)
        {
            return;
        }

        var code = new KeyValuePair<string, object?>("code", RefusalCodes.Of(refusal));
        if (RefusalCodes.CauseOf(refusal) is { } cause)
        {
            _refusals.Add(1, code, new KeyValuePair<string, object?>("cause", cause));
        }
        else
        {
            _refusals.Add(1, code);
        }
    }

    private ActivityScope Start(string name, string tenant, string sizeTag, int size)
    {
        if (!_activities.HasListeners())
        {
            return default;
        }

        Activity? activity = null;
        Record((telemetry, _) => activity = telemetry._activities.StartActivity(name)?.SetTag("wesog.tenant", tenant).SetTag(sizeTag, size), 0);
        return new(this, activity);
    }

    // What is recorded has happened. An exception of a host's listener must not make it look failed, and be repeated.
    private void Record<T>(Action<EngineTelemetry, T> record, T value)
    {
        try
        {
            record(this, value);
        }
        catch (Exception failure)
        {
            // Once: a listener that throws does so for every operation.
            if (Interlocked.Exchange(ref _hasFailed, 1) == 0)
            {
                _logger.ListenerFailed(failure);
            }
        }
    }

    private void CountAccepted(Operation operation)
    {
        Count(operation);
        CountDepth(1);
    }

    private void CountFinished(Operation operation)
    {
        Count(operation);
        CountDepth(-1);
        if (_idle.Enabled)
        {
            _idle.Record(operation.IdleTime(operation.CreatedAt).TotalSeconds);
        }

        if (_execution.Enabled && operation.IsStarted)
        {
            _execution.Record(operation.ExecutionTime(operation.CreatedAt).TotalSeconds);
        }

        if (_items.Enabled && operation.IsStarted)
        {
            CountItems("good", operation.Good - operation.Skipped);
            CountItems("skipped", operation.Skipped);
            CountItems("bad", operation.Bad);
        }
    }

    private void CountCommit(double seconds)
    {
        if (_commit.Enabled)
        {
            _commit.Record(seconds, _store);
        }

        if (Activity.Current is { } activity && activity.Source == _activities)
        {
            activity.AddEvent(new("wesog.commit", tags: new() { { "wesog.commit.duration", seconds } }));
        }
    }

    private void CountDepth(int change)
    {
        if (!_isShared)
        {
            Interlocked.Add(ref _depthNow, change);
            ReportDepth();
        }
    }

    // A listener may begin after the engine has started: a host starts its exporter later. It gets the whole depth first.
    private void ReportDepth()
    {
        if (_depth.Enabled)
        {
            var now = Interlocked.Read(ref _depthNow);
            var change = now - Interlocked.Exchange(ref _depthReported, now);
            if (change != 0)
            {
                _depth.Add(change);
            }
        }
    }

    private void Count(Operation operation)
    {
        if (_operations.Enabled)
        {
            _operations.Add(
                1,
                new KeyValuePair<string, object?>("state", WireNames.Of(operation.State)),
                new KeyValuePair<string, object?>("method", WireNames.Of(operation.Method)));
        }
    }

    private void CountItems(string outcome, int count)
    {
        if (count > 0)
        {
            _items.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    /// <summary>Ends an activity, if a listener has asked for it.</summary>
    public readonly struct ActivityScope(EngineTelemetry telemetry, Activity? activity) : IDisposable
    {
        public void Dispose()
        {
            if (activity is not null)
            {
                telemetry.Record(static (_, ended) => ended.Dispose(), activity);
            }
        }
    }
}
