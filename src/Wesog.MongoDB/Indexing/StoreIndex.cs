using Wesog.Query;

namespace Wesog.MongoDB.Indexing;

/// <summary>
/// The index of images in the database, as this host uses it. It follows the images: a write of an image only replaces the version of its terms, and a query
/// tests the images that have another or none. So a query sees what a read sees.
/// </summary>
/// <param name="terms">The terms of images and of filters.</param>
internal sealed class StoreIndex(ImageIndex terms)
{
    private volatile IndexProgress _progress = new(0, 0);
    private volatile bool _isKept;

    /// <summary>The terms of images and of filters.</summary>
    public ImageIndex Terms => terms;

    /// <summary>Whether the database has the index.</summary>
    public bool IsKept => _isKept;

    /// <summary>How far it is.</summary>
    public IndexProgress Progress
    {
        get => _progress;
        set => _progress = value;
    }

    /// <summary>Called when images were written.</summary>
    public Action? Changed { get; set; }

    /// <summary>Lets writes and queries use the index.</summary>
    public void Keep() => _isKept = true;

    /// <summary>Returns what the index must find for a scan; null if all images must be tested.</summary>
    public IndexCondition? Narrow(ImageScan scan) =>
        _isKept && !scan.WaitsForReader && scan.Filter != ImageFilter.All ? terms.Narrow(scan.Filter) : null;
}
