using Microsoft.Extensions.Logging.Abstractions;
using Wesog.Engine;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Storage;
using Wesog.Telemetry;

namespace Wesog.StoreHistories.Queries;

/// <summary>A plain list of images. A scan in any order gets them shuffled.</summary>
internal sealed class ListedImages(IReadOnlyList<StoredImage> images, int seed = 1) : IImageReads
{
    public const string Tenant = "t";

    /// <summary>Creates the catalog of the list.</summary>
    public ImageCatalog CreateCatalog(EngineLimits? limits = null, TimeProvider? timers = null) => CreateCatalog(this, limits, timers);

    /// <summary>Creates a catalog.</summary>
    public static ImageCatalog CreateCatalog(IImageReads store, EngineLimits? limits = null, TimeProvider? timers = null) => new(
        store, new ReadLimiter(256), limits ?? new(), timers ?? TimeProvider.System, new EngineTelemetry("list", isShared: false, NullLogger.Instance));

    public ValueTask<IReadOnlyList<StoredImage>> FindImagesAsync(
        string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => new([.. images.Where(image => ids.Contains(image.Id))]);

    public ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
    {
        var ordered = images.OrderBy(image => image.Id, CodePointComparer.Instance).ToArray();
        if (scan.Order == ScanOrder.Any)
        {
            new Random(seed).Shuffle(ordered);
        }

        return scan.RunAsync(ordered.Length, ordered, cancellationToken);
    }
}
