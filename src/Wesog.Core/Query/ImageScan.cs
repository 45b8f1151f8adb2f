namespace Wesog.Query;

/// <summary>
/// A pass over the images of a tenant in one snapshot. The store gives it images; the scan decides which of them belong to the result, and
/// when it has enough. The engine creates scans; a scan is used for one call.
/// </summary>
/// <remarks>
/// A store calls <see cref="Begin"/>, then <see cref="Add"/> for each image until it returns <see cref="ScanStep.Stop"/> or there is no
/// further one, and then <see cref="NeedsPass"/>; if that returns true, it begins again at <see cref="Add"/>, in the same snapshot. It may
/// leave out images that <see cref="Filter"/> does not select or that are not after <see cref="After"/>, and needs to leave out none, because
/// the scan tests every image.
/// </remarks>
public abstract class ImageScan
{
    /// <summary>Creates a scan.</summary>
    /// <param name="filter">What the images must match.</param>
    /// <param name="order">The order in which it needs them.</param>
    protected ImageScan(ImageFilter filter, ScanOrder order) => (Filter, Order) = (filter, order);

    /// <summary>What the images must match. A store may use it to give fewer images; <see cref="ImageFilter.All"/> if all are wanted.</summary>
    public ImageFilter Filter { get; }

    /// <summary>The order in which the store gives the images.</summary>
    public ScanOrder Order { get; }

    /// <summary>The id after which images are wanted, in <see cref="Order"/>; null for all. Never set if the order is <see cref="ScanOrder.Any"/>.</summary>
    public string? After { get; protected init; }

    /// <summary>The number of images after <see cref="After"/> that the store must leave out. 0 unless the scan wants all images by id.</summary>
    public long Offset { get; protected init; }

    /// <summary>The largest number of images that the scan takes before it returns <see cref="ScanStep.Stop"/>; null if it is not known.</summary>
    public long? MaxImages { get; protected init; }

    /// <summary>Whether <see cref="ResumeAsync"/> can take long, because it waits for the reader of an export. Default false.</summary>
    public virtual bool WaitsForReader => false;

    /// <summary>The number of images of the tenant in the snapshot; 0 before <see cref="Begin"/>.</summary>
    public long Count { get; private set; }

    /// <summary>Begins the scan. A store may call it again, with another snapshot, before the first <see cref="ResumeAsync"/>.</summary>
    /// <param name="count">The number of images of the tenant in the snapshot.</param>
    public void Begin(long count)
    {
        Count = count;
        Reset();
    }

    /// <summary>Takes the next image.</summary>
    /// <param name="image">The image.</param>
    /// <returns>What the store does next.</returns>
    public abstract ScanStep Add(scoped in ScannedImage image);

    /// <summary>Waits until the scan can take more images, after <see cref="ScanStep.Pause"/>.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public virtual ValueTask ResumeAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Whether the scan needs all images once more. Called after the last image, or after <see cref="ScanStep.Stop"/>.</summary>
    public virtual bool NeedsPass() => false;

    /// <summary>Forgets what the scan has collected. <see cref="Count"/> is known.</summary>
    protected abstract void Reset();
}

/// <summary>The order in which a scan needs images.</summary>
public enum ScanOrder
{
    /// <summary>Any order; in each pass each image once.</summary>
    Any,

    /// <summary>By the Unicode code points of the id.</summary>
    ById,

    /// <summary>By the Unicode code points of the id, the last one first.</summary>
    ByIdDescending,
}

/// <summary>What a store does after it has given an image to a scan.</summary>
public enum ScanStep
{
    /// <summary>It gives the next image.</summary>
    Next,

    /// <summary>
    /// It lets other calls run, awaits <see cref="ImageScan.ResumeAsync"/>, and gives the next image of the same snapshot. So a long scan
    /// does not delay others, and the reader of an export can be slow.
    /// </summary>
    Pause,

    /// <summary>It gives no further image in this pass.</summary>
    Stop,
}
