using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Wesog.Operations;
using Wesog.Sqlite.Data;
using Wesog.Sqlite.Telemetry;
using Wesog.Sqlite.Writing;

namespace Wesog.Sqlite.Indexing;

/// <summary>Lets the index follow the images, in the background and in slices, while reads and writes go on.</summary>
internal sealed class IndexKeeper : IAsyncDisposable
{
    private const int FewImages = 2_000;

    // Images in a transaction of writes; beyond it the index follows as fast as they are written.
    private const int ManyImages = 10_000;
    private const int FarBehind = 2 * ManyImages;

    // An index that is built anew is so far behind that haste does not help.
    private const int Building = 100_000;

    private static readonly TimeSpan CollectTime = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _changes = new(0, 1);
    private readonly StoreIndex _index;
    private readonly Writer _writer;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Task _work;
    private int _isNotified;
    private ReportedDamage? _damage;

    public IndexKeeper(StoreIndex index, Writer writer, TimeProvider clock, ILogger logger)
    {
        (_index, _writer, _clock, _logger) = (index, writer, clock, logger);
        index.Changed = Notify;
        _work = Task.Run(RunAsync);
        Notify();
    }

    /// <summary>Adds all images that the index does not have yet.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be written.</exception>
    /// <exception cref="StoreDamagedException">Part of the file is damaged.</exception>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var (started, building) = (_clock.GetTimestamp(), _index.Behind > Building);
        if (building)
        {
            _logger.IndexStarted();
        }

        for (var percent = _index.Percent; _index.IsKept && _index.Behind > 0;)
        {
            await AddSliceAsync(cancellationToken).ConfigureAwait(false);
            if (building && _index.Percent / 10 > percent / 10)
            {
                percent = _index.Percent;
                _logger.IndexProgress(percent);
            }
        }

        if (building)
        {
            _logger.IndexCompleted(_clock.GetElapsedTime(started));
        }
    }

    /// <summary>Reports that the index is damaged. In the background it is given up, once however many report it, and another is created.</summary>
    /// <param name="damage">The damage.</param>
    /// <param name="givenUp"><see cref="StoreIndex.GivenUp"/> before the index was read.</param>
    public void Report(StoreDamagedException damage, int givenUp)
    {
        Volatile.Write(ref _damage, new(damage, givenUp));
        Notify();
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _closing.Dispose();
        _changes.Dispose();
    }

    private void Notify()
    {
        if (Interlocked.Exchange(ref _isNotified, 1) == 0)
        {
            _changes.Release();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _changes.WaitAsync(_closing.Token).ConfigureAwait(false);
                Interlocked.Exchange(ref _isNotified, 0);
                await FollowAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The next start goes on.
        }
        catch (Exception failure) when (failure is StoreDamagedException or ObjectDisposedException)
        {
            _logger.IndexStopped(failure);
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            if (Volatile.Read(ref _damage) is { } reported)
            {
                if (reported.GivenUp == _index.GivenUp)
                {
                    await GiveUpAsync(reported.Damage).ConfigureAwait(false);
                }

                Interlocked.CompareExchange(ref _damage, null, reported);
            }

            // Many images together cost less than each by itself.
            if (_index.Behind is > 0 and < FewImages)
            {
                await Task.Delay(CollectTime, _clock, _closing.Token).ConfigureAwait(false);
            }

            await CatchUpAsync(_closing.Token).ConfigureAwait(false);
        }
        catch (StoreDamagedException damage) when (StoreIndex.IsDamaged(damage))
        {
            Report(damage, _index.GivenUp);
        }
        catch (SqliteException failure)
        {
            // A damaged table of terms also fails in other ways: it writes a page a second time, for example.
            Report(Failures.Damage($"table {TermTable.Name}", failure), _index.GivenUp);
        }
        catch (StoreUnavailableException)
        {
            // An outage, which the store's calls report. The next write that succeeds notifies again.
        }
    }

    // The second time there is no other, because the cause is not the first index.
    private async Task GiveUpAsync(StoreDamagedException damage)
    {
        var isFirst = _index.GivenUp == 0;
        _logger.IndexDamaged(damage, isFirst ? "It is built anew now" : "It is built anew at the next start");
        await _writer.RunAsync(
            connection =>
            {
                StoreIndex.GiveUp(connection);
                return true;
            },
            Writer.GroupWeight,
            CancellationToken.None,
            _ => _index.Leave()).ConfigureAwait(false);
        if (isFirst)
        {
            await _writer.RunAsync(_index.Open, Writer.GroupWeight, CancellationToken.None, _index.Keep).ConfigureAwait(false);
        }
    }

    private async Task AddSliceAsync(CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        var count = _index.Behind is > FarBehind and <= Building ? ManyImages : FewImages;
        await _writer.RunAsync(connection => _index.AddImages(connection, count), Writer.GroupWeight, cancellationToken, _index.Report).ConfigureAwait(false);
        if (count == FewImages)
        {
            // Others write as long as the slice took.
            await Task.Delay(_clock.GetElapsedTime(started), _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed record ReportedDamage(StoreDamagedException Damage, int GivenUp);
}
