using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.MongoDB.Initialization;
using Wesog.MongoDB.Telemetry;

namespace Wesog.MongoDB.Indexing;

/// <summary>Lets the index follow the images, in the background and in slices, while reads and writes go on. Of all hosts, one at a time adds images.</summary>
internal sealed class IndexKeeper(IMongoDatabase database, StoreIndex index, string host, TimeProvider clock, ILogger logger) : IDisposable
{
    private const int ImagesPerSlice = 500;
    private const int FewImages = 10_000;

    // With more, the index follows as fast as images are written, unless it is built anew: it is so far behind then that haste does not help.
    private const int FarBehind = 20_000;
    private const int Building = 100_000;

    // Many images together cost less than each by itself, and an image that was just written may be written again.
    private static readonly TimeSpan CollectTime = TimeSpan.FromSeconds(1);

    // Another host adds images. To count many costs the server time.
    private static readonly TimeSpan HeldInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FarInterval = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(30);

    private readonly IMongoCollection<BsonDocument> _images = database.GetCollection<BsonDocument>(CollectionNames.Images);
    private readonly IndexLease _lease = new(database.GetCollection<BsonDocument>(CollectionNames.About), host);
    private readonly IndexSlice _slice = new(database.GetCollection<RawBsonDocument>(CollectionNames.Images), index.Terms);
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _adding = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private bool _hasLease;

    /// <summary>Starts, unless there is nothing to index. The index of a large database is created in the background.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (index.Terms.IsEmpty)
        {
            return;
        }

        index.Changed = () => _changes.Writer.TryWrite(true);
        if (await CountImagesAsync(cancellationToken).ConfigureAwait(false) <= FewImages || await Indexes.HasThoseOfImagesAsync(database, cancellationToken).ConfigureAwait(false))
        {
            await OpenAsync(cancellationToken).ConfigureAwait(false);
        }

        _running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Adds all images that the index does not have yet.</summary>
    /// <returns>False if this host cannot add all images now: another does, hosts decided for another version, a commit needs a pause, or the images are written just now.</returns>
    public async Task<bool> TryCatchUpAsync(CancellationToken cancellationToken)
    {
        await _adding.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await TryAddAllAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _adding.Release();
        }
    }

    /// <inheritdoc cref="IndexLease.PauseAsync"/>
    public Task PauseAsync(CancellationToken cancellationToken) => _lease.PauseAsync(cancellationToken);

    /// <summary>Stops, and lets another host go on.</summary>
    /// <param name="closing">Ends the wait for the server.</param>
    public async Task CloseAsync(CancellationToken closing)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_hasLease)
        {
            await _lease.ReleaseAsync(closing).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _adding.Dispose();
    }

    private async Task<bool> TryAddAllAsync(CancellationToken cancellationToken)
    {
        await CountAsync(cancellationToken).ConfigureAwait(false);
        var (started, isBuilt, percent) = (clock.GetTimestamp(), index.Progress.Behind > Building, index.Progress.Percent);
        if (isBuilt)
        {
            logger.IndexStarted();
        }

        for (var added = 1L; index.Progress.Behind > 0; added = await AddSliceAsync(cancellationToken).ConfigureAwait(false))
        {
            if (isBuilt && index.Progress.Percent / 10 > percent / 10)
            {
                percent = index.Progress.Percent;
                logger.IndexProgress(percent);
            }

            if (added == 0 || !(_hasLease = await _lease.TryTakeAsync(index.Terms.Version, cancellationToken).ConfigureAwait(false)))
            {
                return false;
            }
        }

        if (isBuilt)
        {
            logger.IndexCompleted(clock.GetElapsedTime(started));
        }

        return true;
    }

    private async Task RunAsync()
    {
        while (true)
        {
            var pause = IdleInterval;
            try
            {
                if (!index.IsKept)
                {
                    var count = await CountImagesAsync(_stopping.Token).ConfigureAwait(false);
                    index.Progress = new(count, count);
                    await OpenAsync(_stopping.Token).ConfigureAwait(false);
                }

                if (!await TryCatchUpAsync(_stopping.Token).ConfigureAwait(false))
                {
                    pause = index.Progress.Behind <= FarBehind ? HeldInterval : FarInterval;
                }
            }
            catch (Exception failure) when (!_stopping.IsCancellationRequested)
            {
                if (!Failures.IsOutage(failure) || failure is MongoCommandException { CodeName: "IndexOptionsConflict" or "IndexKeySpecsConflict" })
                {
                    logger.IndexStopped(failure);
                    return;
                }

                // The store's calls report the outage.
                pause = HeldInterval;
            }

            await WaitAsync(pause).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(TimeSpan interval)
    {
        // While another host adds images, changes need no attention.
        if (interval != IdleInterval)
        {
            await Task.Delay(interval, clock, _stopping.Token).ConfigureAwait(false);
            return;
        }

        try
        {
            await _changes.Reader.WaitToReadAsync(_stopping.Token).AsTask().WaitAsync(interval, clock, _stopping.Token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A host that was killed may have left images.
            return;
        }

        _changes.Reader.TryRead(out _);
        await Task.Delay(CollectTime, clock, _stopping.Token).ConfigureAwait(false);
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await Indexes.CreateThoseOfImagesAsync(database, cancellationToken).ConfigureAwait(false);
        await _lease.SetVersionAsync(index.Terms.Version, cancellationToken).ConfigureAwait(false);
        index.Keep();
    }

    private Task<long> CountImagesAsync(CancellationToken cancellationToken) => _images.EstimatedDocumentCountAsync(cancellationToken: cancellationToken);

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        var behind = await _images.CountDocumentsAsync(IndexFilters.NotIn(index.Terms.Version), cancellationToken: cancellationToken).ConfigureAwait(false);
        index.Progress = new(await CountImagesAsync(cancellationToken).ConfigureAwait(false), behind);
    }

    /// <returns>The number of images that were added.</returns>
    private async Task<long> AddSliceAsync(CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var (images, behind) = index.Progress;
        var added = await _slice.AddAsync(ImagesPerSlice, cancellationToken).ConfigureAwait(false);
        index.Progress = new(images, behind - added);
        if (added < ImagesPerSlice || added >= behind)
        {
            // The last ones, or others write the same images. Another host may go on.
            await _lease.ReleaseAsync(cancellationToken).ConfigureAwait(false);
            _hasLease = false;
            await CountAsync(cancellationToken).ConfigureAwait(false);
        }

        if (behind is <= FarBehind or > Building)
        {
            // Others write as long as the slice took.
            await Task.Delay(clock.GetElapsedTime(started), clock, cancellationToken).ConfigureAwait(false);
        }

        return added;
    }
}
