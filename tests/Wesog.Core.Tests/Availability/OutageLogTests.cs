using Microsoft.Extensions.Logging;
using Wesog.Core.Tests.Engine;
using Wesog.Engine;
using Wesog.Operations;
using Wesog.Storage.InMemory;
using Wesog.Testing;

namespace Wesog.Core.Tests.Availability;

/// <summary>What the log says of an outage in submissions, executions and reads.</summary>
public sealed class OutageLogTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly LogRecorder _log = new();
    private readonly FaultyStore _store;
    private StoreUnavailableException? _thrown;
    private int _calls;
    private bool _isOut;

    public OutageLogTests() => _store = FaultyStore.InMemory(_time);

    [Fact]
    public async Task Refused_submissions_are_logged_once_and_so_is_the_end_though_no_one_calls()
    {
        _store.BeforeEnqueue = FailWhileOut;
        await using var engine = await ImageEngine.StartNewAsync(_store, timeProvider: _time, loggerFactory: _log);
        _isOut = true;
        for (var i = 0; i < 100; i++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Operations.SubmitAsync("t", Samples.Adds("a")));
        }

        _isOut = false;
        await _time.AdvanceUntilAsync(() => _log.Troubles.Count == 2);

        Assert.Equal([(11, LogLevel.Error), (12, LogLevel.Warning)], _log.Troubles.Select(entry => (entry.Id, entry.Level)));
        Assert.Contains("accept operations", _log.Troubles[0].Message, StringComparison.Ordinal);
        Assert.Same(_thrown, _log.Troubles[0].Exception);
        Assert.Contains("failed calls: 100", _log.Troubles[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_execution_that_fails_is_logged_and_so_is_the_end()
    {
        _store.BeforeCommit = (_, _) => FailWhileOut();
        _store.BeforeRelease = FailWhileOut;
        await using var engine = await ImageEngine.StartNewAsync(_store, timeProvider: _time, loggerFactory: _log);
        _isOut = true;
        await engine.Operations.SubmitAsync("t", Samples.Adds("a"));
        await _time.AdvanceUntilAsync(() => _calls > 10);
        _isOut = false;
        await _time.AdvanceUntilAsync(() => _log.Troubles.Any(entry => entry.Id == 12));

        // How often the outage ends, and whether a lease runs out meanwhile, depends on how fast a worker's thread tries again.
        var told = _log.Troubles.Where(entry => entry.Exception is StoreUnavailableException).ToList();
        Assert.All(told, entry => Assert.Equal(11, entry.Id));
        Assert.Contains("execute operations", told[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_have_an_outage_of_their_own()
    {
        await using var engine = await ImageEngine.StartNewAsync(
            new UnreadableStore(new InMemoryImageStore(_time)), timeProvider: _time, loggerFactory: _log);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Images.GetAsync("t", "a"));
        await engine.Operations.SubmitAsync("t", Samples.Adds("a"));

        var entry = Assert.Single(_log.Troubles);
        Assert.Contains("fails to read: disk_error, first when asked to find images", entry.Message, StringComparison.Ordinal);
        var readiness = await engine.CheckReadinessAsync();
        Assert.Equal(new(true, StoreUnavailableReason.DiskError, null), readiness);
    }

    public void Dispose() => _log.Dispose();

    private void FailWhileOut()
    {
        if (_isOut)
        {
            _calls++;
            var outage = FaultyStore.Outage;
            _thrown ??= outage;
            throw outage;
        }
    }
}
