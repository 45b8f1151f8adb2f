using Microsoft.Extensions.Logging;
using Wesog.Core.Tests.Engine;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Availability;

/// <summary>Log entries of outages in submissions, executions and reads.</summary>
public sealed class OutageLogTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly LogRecorder _log = new();
    private readonly FaultyStore _store;
    private StoreUnavailableException? _thrown;
    private int _calls;
    private bool _isUnavailable;

    public OutageLogTests() => _store = FaultyStore.InMemory(_time);

    [Fact]
    public async Task Rejected_submissions_are_logged_once_and_the_end_is_logged_without_further_calls()
    {
        _store.BeforeEnqueue = FailWhileUnavailable;
        await using var engine = await ImageEngine.StartNewAsync(_store, timeProvider: _time, loggerFactory: _log);
        _isUnavailable = true;
        for (var i = 0; i < 100; i++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAsync("t", TestBatches.Add("a")));
        }

        _isUnavailable = false;
        await _time.AdvanceUntilAsync(() => _log.WarningsAndErrors.Count == 2);

        Assert.Equal([(11, LogLevel.Error), (12, LogLevel.Warning)], _log.WarningsAndErrors.Select(entry => (entry.Id, entry.Level)));
        Assert.Contains("accept operations", _log.WarningsAndErrors[0].Message, StringComparison.Ordinal);
        Assert.Same(_thrown, _log.WarningsAndErrors[0].Exception);
        Assert.Contains("failed calls: 100", _log.WarningsAndErrors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_execution_and_the_end_of_its_outage_are_logged()
    {
        _store.BeforeCommit = (_, _) => FailWhileUnavailable();
        _store.BeforeRelease = FailWhileUnavailable;
        await using var engine = await ImageEngine.StartNewAsync(_store, timeProvider: _time, loggerFactory: _log);
        _isUnavailable = true;
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));
        await _time.AdvanceUntilAsync(() => _calls > 10);
        _isUnavailable = false;
        await _time.AdvanceUntilAsync(() => _log.WarningsAndErrors.Any(entry => entry.Id == 12));

        // The number of ends, and whether a lease expires meanwhile, depend on how fast a worker retries.
        var logged = _log.WarningsAndErrors.Where(entry => entry.Exception is StoreUnavailableException).ToList();
        Assert.All(logged, entry => Assert.Equal(11, entry.Id));
        Assert.Contains("execute operations", logged[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outages_of_reads_and_writes_are_separate()
    {
        await using var engine = await ImageEngine.StartNewAsync(
            new UnreadableStore(new InMemoryImageStore(_time)), timeProvider: _time, loggerFactory: _log);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Images.GetAsync("t", "a"));
        await engine.Operations.SubmitAsync("t", TestBatches.Add("a"));

        var entry = Assert.Single(_log.WarningsAndErrors);
        Assert.Contains("fails to read: disk_error, first when asked to find images", entry.Message, StringComparison.Ordinal);
        var readiness = await engine.CheckReadinessAsync();
        Assert.Equal(new(true, StoreUnavailableReason.DiskError, null), readiness);
    }

    public void Dispose() => _log.Dispose();

    private void FailWhileUnavailable()
    {
        if (_isUnavailable)
        {
            _calls++;
            var outage = FaultyStore.Outage;
            _thrown ??= outage;
            throw outage;
        }
    }
}
