using Wesog.Catalog;

namespace Wesog.Storage;

/// <summary>Reads that are scans.</summary>
public static class ImageReadExtensions
{
    /// <summary>Returns a page of images and the number of all, from one snapshot. Images are ordered by the Unicode code points of the id.</summary>
    /// <param name="store">The store.</param>
    /// <param name="tenant">The name of the tenant.</param>
    /// <param name="request">The start and the limits of the page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async ValueTask<ImagePage> ListImagesAsync(
        this IImageReads store, string tenant, ImagePageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        var scan = new PageScan(request);
        await store.ScanImagesAsync(tenant, scan, cancellationToken).ConfigureAwait(false);
        return scan.Page;
    }
}
