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

    // A worker retries after at most 15 seconds, and a probe may succeed in between.
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    public void A_store_that_alternates_between_failure_and_success_for_an_hour_is_logged_twice(int seconds)
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
    public void Each_reason_is_logged_once_per_outage()
    {
        for (var i = 0; i < 9; i++)
        {
            Fail(StoreUnavailableReason.Locked);
            Fail(StoreUnavailableReason.DiskFull);
        }

        Assert.Equal([Began, Began], _log.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public void A_second_outage_is_logged_separately()
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
    public void Stopping_logs_the_end_of_the_outage_if_the_store_works(bool works, int entries)
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
    public async Task Failures_on_many_threads_are_all_counted_and_logged_once()
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
