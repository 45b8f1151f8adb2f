using System.Diagnostics;
using System.Diagnostics.Metrics;
using Wesog.Operations;

namespace Wesog.Telemetry;

/// <summary>The engine's meter and activity source, both named "Wesog". Tenants are no tag: their number has no bound.</summary>
/// <remarks><c>docs/specification.md</c>, section "In process". Instruments and tags are listed in <c>docs/observability.md</c>.</remarks>
internal sealed class EngineTelemetry : IDisposable
{
    public const string Name = "Wesog";

    private readonly ActivitySource _activities = new(Name);

    // Each is asked first whether anyone listens to it: where no one does, what it would be told is not worked out.
    private readonly Counter<long> _operations;
    private readonly Counter<long> _items;
    private readonly Counter<long> _refusals;
    private readonly UpDownCounter<long> _depth;
    private readonly Histogram<double> _idle;
    private readonly Histogram<double> _execution;

    private readonly bool _isShared;
    private long _waiting = -1;

    /// <param name="isShared">Whether other engines accept and finish operations of the same store.</param>
    public EngineTelemetry(bool isShared)
    {
        _isShared = isShared;
        _operations = Meter.CreateCounter<long>("wesog.operations", "{operation}", "Operations accepted and finished, by state and method.");
        _items = Meter.CreateCounter<long>("wesog.items", "{item}", "Items of finished operations, by outcome.");
        _refusals = Meter.CreateCounter<long>("wesog.refusals", "{call}", "Calls that were refused, by code and, where the engine or its store is unavailable, by cause.");
        _depth = Meter.CreateUpDownCounter<long>("wesog.queue.depth", "{operation}", "Operations accepted and not yet finished.");
        _idle = Meter.CreateHistogram<double>("wesog.operation.idle", "s", "Time from accepted to started.");
        _execution = Meter.CreateHistogram<double>("wesog.operation.execution", "s", "Time from started to finished.");
    }

    /// <summary>The engine's own meter: each engine has one, all of one name.</summary>
    public Meter Meter { get; } = new(Name);

    public Activity? StartSubmit(string tenant, int items) => _activities.StartActivity("wesog.submit")?
        .SetTag("wesog.tenant", tenant).SetTag("wesog.submit.items", items);

    public Activity? StartTurn(string tenant, int operations) => _activities.StartActivity("wesog.turn")?
        .SetTag("wesog.tenant", tenant).SetTag("wesog.turn.operations", operations);

    /// <summary>
    /// The store was asked what waits in it. From the first answer on an engine alone keeps count itself; one that shares the
    /// store sees only its own part of what is accepted and finished, and goes by each answer.
    /// </summary>
    public void Counted(int waiting)
    {
        var before = Interlocked.Exchange(ref _waiting, waiting);
        if (_depth.Enabled && (_isShared || before < 0))
        {
            _depth.Add(waiting - Math.Max(before, 0));
        }
    }

    public void Accepted(Operation operation)
    {
        Count(operation);
        CountDepth(1);
    }

    public void Finished(Operation operation)
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

    /// <summary>Makes a caller's call, and counts it if it is refused.</summary>
    public async Task<T> CountRefusalsAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (WesogException refusal)
        {
            Refused(refusal);
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

    private void CountDepth(int change)
    {
        if (_depth.Enabled && !_isShared)
        {
            _depth.Add(change);
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
}
