using Wesog.Availability;
using Wesog.Operations;
using Wesog.Testing;

namespace Wesog.Core.Tests.Availability;

public sealed class OutageSeriesTests : IDisposable
{
    private const int Began = 11;
    private const int Ended = 12;

    private readonly ManualTimeProvider _time = new();
    private readonly LogRecorder _log = new();
    private readonly OutageSeries _series;

    public OutageSeriesTests() => _series = new("memory", "write", _time, _log);

    [Fact]
    public void The_first_failure_is_logged_with_its_cause_and_the_end_with_duration_and_count()
    {
        Fail();
        _time.Advance(TimeSpan.FromSeconds(1));
        Fail();
        _time.Advance(TimeSpan.FromSeconds(1.5));
        Fail();
        _series.Succeeded();
        Assert.Null(_series.Failing);
        _time.Advance(OutageSeries.Settling);
        _series.Succeeded();
        _series.Succeeded();

        Assert.Equal([Began, Ended], _log.Entries.Select(entry => entry.Id));
        Assert.Contains("\"memory\" fails to write: disk_full, first when asked to test", _log.Entries[0].Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(_log.Entries[0].Exception!.InnerException);
        Assert.Equal("The store \"memory\" can write again after 2.5 s; failed calls: 3", _log.Entries[1].Message);
    }

    // A worker tries again after 15 seconds at most, and a probe may succeed between.
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    public void A_store_that_fails_and_works_by_turns_for_an_hour_is_logged_twice(int seconds)
    {
        for (var second = 0; second < 3_600; second += seconds)
        {
            Fail();
            Assert.Equal(StoreUnavailableReason.DiskFull, _series.Failing);
            _series.Succeeded();
            Assert.Null(_series.Failing);
            _time.Advance(TimeSpan.FromSeconds(seconds));
            _series.EndIfSettled();
        }

        Assert.Equal(Began, Assert.Single(_log.Entries).Id);
        _time.Advance(OutageSeries.Settling);
        _series.EndIfSettled();
        Assert.Equal([Began, Ended], _log.Entries.Select(entry => entry.Id));
        Assert.Contains($"failed calls: {3_600 / seconds}", _log.Entries[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_that_changes_is_logged_once_an_outage()
    {
        for (var i = 0; i < 9; i++)
        {
            Fail(StoreUnavailableReason.Locked);
            Fail(StoreUnavailableReason.DiskFull);
        }

        Assert.Equal([Began, Began], _log.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public void An_outage_after_the_end_of_another_is_logged_anew()
    {
        for (var i = 0; i < 2; i++)
        {
            Fail();
            _series.Succeeded();
            _time.Advance(OutageSeries.Settling);
            _series.EndIfSettled();
        }

        Assert.Equal([Began, Ended, Began, Ended], _log.Entries.Select(entry => entry.Id));
        Assert.Contains("failed calls: 1", _log.Entries[3].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void A_stop_logs_the_end_if_the_store_works(bool works, int entries)
    {
        Fail();
        if (works)
        {
            _series.Succeeded();
        }

        _series.EndIfSettled(isStopping: true);

        Assert.Equal(entries, _log.Entries.Count);
    }

    [Fact]
    public async Task Calls_of_many_threads_are_counted_each_and_logged_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                Fail();
            }
        })));
        _series.Succeeded();
        _series.EndIfSettled(isStopping: true);

        Assert.Equal([Began, Ended], _log.Entries.Select(entry => entry.Id));
        Assert.Contains("failed calls: 8000", _log.Entries[1].Message, StringComparison.Ordinal);
    }

    public void Dispose() => _log.Dispose();

    private void Fail(StoreUnavailableReason reason = StoreUnavailableReason.DiskFull) =>
        _series.Failed("test", new StoreUnavailableException("memory", reason, new IOException("No space left on device")));
}
