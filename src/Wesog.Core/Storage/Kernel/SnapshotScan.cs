using Wesog.Images;
using Wesog.Query;

namespace Wesog.Storage;

/// <summary>Runs scans over a snapshot in memory.</summary>
public static class SnapshotScan
{
    /// <summary>Gives a scan the images of a snapshot.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="count">The number of the images.</param>
    /// <param name="images">All images of the tenant, ordered by the Unicode code points of the id. They do not change.</param>
    /// <param name="cancellationToken">Cancels the scan.</param>
    public static async ValueTask RunAsync(this ImageScan scan, int count, IEnumerable<StoredImage> images, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scan);
        ArgumentNullException.ThrowIfNull(images);
        scan.Begin(count);
        do
        {
            foreach (var image in Ordered(scan, count, images))
            {
                var step = scan.Add(image);
                if (step == ScanStep.Stop)
                {
                    break;
                }

                if (step == ScanStep.Pause)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await Task.Yield();
                    await scan.ResumeAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        while (scan.NeedsPass());
    }

    private static IEnumerable<StoredImage> Ordered(ImageScan scan, int count, IEnumerable<StoredImage> images)
    {
        var isDescending = scan.Order == ScanOrder.ByIdDescending;
        var ordered = isDescending ? images.Reverse() : images;
        if (scan.After is { } id)
        {
            var sign = isDescending ? -1 : 1;
            ordered = ordered.SkipWhile(image => sign * CodePointComparer.Instance.Compare(image.Id, id) <= 0);
        }

        return ordered.Skip((int)Math.Min(scan.Offset, count));
    }
}
