using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Wesog.Catalog;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Query.Execution;
using Wesog.Storage;
using Wesog.Telemetry;
using Wesog.Texts;

namespace Wesog.Engine;

/// <summary>The image catalog. Limits the reads in progress and the time of queries, and counts the calls that it rejects.</summary>
internal sealed class ImageCatalog(
    IImageReads store, ReadLimiter limiter, EngineLimits limits, TimeProvider timers, EngineTelemetry telemetry) : IImageCatalog
{
    public Task<StoredImage?> GetAsync(string tenant, string id, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(async () =>
        {
            TenantName.Check(tenant);
            ArgumentNullException.ThrowIfNull(id);
            using var slot = limiter.Enter(tenant);
            return await store.FindImagesAsync(tenant, [id], cancellationToken).ConfigureAwait(false) is [var image] ? image : null;
        });

    public Task<ImagePage> ListAsync(string tenant, ImagePageRequest request, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(async () =>
        {
            TenantName.Check(tenant);
            ArgumentNullException.ThrowIfNull(request);
            ArgumentOutOfRangeException.ThrowIfNegative(request.Offset);
            ArgumentOutOfRangeException.ThrowIfLessThan(request.Limit, 1);
            ArgumentOutOfRangeException.ThrowIfNegative(request.MaxBytes);
            if (request.After is { } id && Characters.HasLoneSurrogate(id))
            {
                throw new ArgumentException("The id that the page comes after holds half of a surrogate pair.", nameof(request));
            }

            using var slot = limiter.Enter(tenant);
            return await store.ListImagesAsync(tenant, request, cancellationToken).ConfigureAwait(false);
        });

    public Task<ImageQueryPage> QueryAsync(string tenant, ImageQuery query, CancellationToken cancellationToken = default) =>
        telemetry.CountRefusalsAsync(async () =>
        {
            TenantName.Check(tenant);
            ArgumentNullException.ThrowIfNull(query);
            query.Check();
            var scan = new QueryScan(query, query.After is { } cursor ? QueryCursor.Decode(tenant, query, cursor) : null);
            using var slot = limiter.Enter(tenant);
            await RunAsync(tenant, scan, limits.MaxQueryTime, cancellationToken).ConfigureAwait(false);
            return scan.ToPage(tenant);
        });

    public IAsyncEnumerable<StoredImage> EnumerateAsync(string tenant, ImageQuery query, CancellationToken cancellationToken = default)
    {
        TenantName.Check(tenant);
        ArgumentNullException.ThrowIfNull(query);
        query.CheckEnumeration();
        return ReadAsync(tenant, query, cancellationToken);
    }

    private async IAsyncEnumerable<StoredImage> ReadAsync(
        string tenant, ImageQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One batch waits while the reader has another and the scan collects a third.
        var batches = Channel.CreateBounded<IReadOnlyList<StoredImage>>(1);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var exporting = ExportAsync(tenant, query, batches.Writer, ending.Token);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var image in batch)
                {
                    yield return image;
                }
            }
        }
        finally
        {
            // A reader that ends early ends the scan, and the snapshot is returned before the enumeration ends.
            await ending.CancelAsync().ConfigureAwait(false);
            await exporting.ConfigureAwait(false);
        }
    }

    // A failure reaches the reader through the channel.
    private async Task ExportAsync(
        string tenant, ImageQuery query, ChannelWriter<IReadOnlyList<StoredImage>> batches, CancellationToken cancellationToken)
    {
        try
        {
            await telemetry.CountRefusalsAsync(async () =>
            {
                var after = query.After is { } cursor ? Encoding.UTF8.GetString(QueryCursor.Decode(tenant, query, cursor).Id) : null;
                var scan = new ExportScan(query, after, batches);
                using var slot = limiter.Enter(tenant);
                await RunAsync(tenant, scan, limits.MaxExportTime, cancellationToken).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
            batches.Complete();
        }
        catch (Exception failure)
        {
            batches.Complete(failure);
        }
    }

    /// <exception cref="QueryTimeoutException">The scan takes too long.</exception>
    private async ValueTask RunAsync(string tenant, ImageScan scan, TimeSpan maxTime, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(maxTime, timers);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await store.ScanImagesAsync(tenant, scan, either.Token).ConfigureAwait(false);

            // The reader has the same time for the last batch, because it holds its place among the reads until then.
            await scan.ResumeAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new QueryTimeoutException(maxTime);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller knows its own token, and not the one that joins both.
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
