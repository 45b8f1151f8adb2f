using Wesog.Images;
using Wesog.Query;

namespace Wesog.Storage;

/// <summary>Reads images.</summary>
public interface IImageReads
{
    /// <summary>Returns the existing images with the given ids, in any order, from one snapshot.</summary>
    ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a scan the images of a tenant, from one snapshot, as <see cref="ImageScan"/> says. A tenant without images has a snapshot too.
    /// <see cref="SnapshotScan.RunAsync"/> does it for a snapshot in memory.
    /// </summary>
    ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken);
}
