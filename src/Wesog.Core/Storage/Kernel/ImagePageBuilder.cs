using Wesog.Catalog;
using Wesog.Images;

namespace Wesog.Storage;

/// <summary>Collects the images of a page until the limits of a request are reached.</summary>
/// <param name="request">The request. The store applies its start; the builder applies its limits.</param>
/// <param name="capacity">The expected number of images.</param>
public sealed class ImagePageBuilder(ImagePageRequest request, int capacity = 0)
{
    private readonly List<StoredImage> _images = new(capacity);
    private long _bytes;
    private bool _hasMore;

    /// <summary>Adds the next image.</summary>
    /// <returns>False if the page is full. Then the image is not on the page, and the store reads no further one.</returns>
    public bool TryAdd(StoredImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (_images.Count == request.Limit || (_images.Count > 0 && image.Json.Length > request.MaxBytes - _bytes))
        {
            _hasMore = true;
            return false;
        }

        _images.Add(image);
        _bytes += image.Json.Length;
        return true;
    }

    /// <summary>Adds images until the page is full, and returns it.</summary>
    /// <param name="images">The images from the start of the request on, ordered by id. They are read as far as needed.</param>
    /// <param name="count">The number of images of the tenant.</param>
    public ImagePage Fill(IEnumerable<StoredImage> images, long count)
    {
        ArgumentNullException.ThrowIfNull(images);
        foreach (var image in images)
        {
            if (!TryAdd(image))
            {
                break;
            }
        }

        return Build(count);
    }

    /// <summary>Returns the page.</summary>
    /// <param name="count">The number of images of the tenant, from the snapshot of the images.</param>
    public ImagePage Build(long count) => new(_images, count, _hasMore);
}
