using System.Threading.Channels;
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
    // From here on the index follows without pauses, because queries test as many images.
    private const int FarBehind = 20_000;

    // An index that is built anew is so far behind that haste does not help.
    private const int Building = 100_000;

    private const int FewImages = 2_000;
    private static readonly TimeSpan CollectTime = TimeSpan.FromMilliseconds(200);

    // Other writes that arrive meanwhile wait for a slice.
    private static readonly TimeSpan ShortSlice = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongSlice = TimeSpan.FromMilliseconds(50);

    // Other writes come first, but not for ever.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan LeastTime = TimeSpan.FromMicroseconds(5);

    // Slices and pauses are of real time, because they share the processor and the disk with others.
    private static readonly TimeProvider RealTime = TimeProvider.System;

    private readonly CancellationTokenSource _closing = new();
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly StoreIndex _index;
    private readonly Writer _writer;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Task _work;
    private TimeSpan _timeOfImage = TimeSpan.FromMicroseconds(50);
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
    }

    private void Notify() => _changes.Writer.TryWrite(true);

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _changes.Reader.ReadAsync(_closing.Token).ConfigureAwait(false);
                await FollowAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The next start goes on.
        }
        catch (Exception failure)
        {
            // Whatever it is, it must not end the store.
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
        var hasHaste = _index.Behind is > FarBehind and <= Building;
        for (var waited = TimeSpan.Zero; !hasHaste && _writer.IsBusy && waited < LongestWait; waited += Turn)
        {
            await Task.Delay(Turn, RealTime, cancellationToken).ConfigureAwait(false);
        }

        var started = RealTime.GetTimestamp();
        var count = (int)Math.Clamp((hasHaste ? LongSlice : ShortSlice) / _timeOfImage, 1, FewImages);
        await _writer.RunAsync(connection => AddImages(connection, count), Writer.GroupWeight, cancellationToken, _index.Report).ConfigureAwait(false);
        if (!hasHaste)
        {
            // Others write as long as the slice took.
            await Task.Delay(RealTime.GetElapsedTime(started), RealTime, cancellationToken).ConfigureAwait(false);
        }
    }

    private IndexProgress AddImages(Connection connection, int count)
    {
        var started = RealTime.GetTimestamp();
        var progress = _index.AddImages(connection, count);

        // The commit takes about as long again.
        _timeOfImage = (_timeOfImage + (2 * RealTime.GetElapsedTime(started) / count)) / 2;
        _timeOfImage = _timeOfImage < LeastTime ? LeastTime : _timeOfImage;
        return progress;
    }

    private sealed record ReportedDamage(StoreDamagedException Damage, int GivenUp);
}
