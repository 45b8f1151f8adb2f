using Wesog.Images;
using Wesog.Query.Sorting;

namespace Wesog.Query.Execution;

/// <summary>Keeps the first images of an order that fit a page, whatever order they come in.</summary>
/// <param name="limit">The largest number of images.</param>
/// <param name="maxBytes">The largest number of bytes of their JSON, unless there is one image only.</param>
/// <param name="isDescending">Whether the order is descending.</param>
internal sealed class TopImages(int limit, long maxBytes, bool isDescending)
{
    // The last image first, so that it can be replaced by one before it.
    private readonly PriorityQueue<StoredImage, SortKey> _images =
        new(Comparer<SortKey>.Create((left, right) => right.CompareTo(left, isDescending)));

    private long _bytes;
    private SortKey? _firstLeftOut;

    /// <summary>Whether an image did not fit.</summary>
    public bool HasMore => _firstLeftOut is not null;

    /// <summary>Whether an image at a place may be on the page.</summary>
    public bool Wants(scoped in SortPlace place) => _firstLeftOut is not { } first || place.CompareTo(first, isDescending) < 0;

    /// <summary>Adds an image, and removes those that no longer fit.</summary>
    public void Add(SortKey key, scoped in ScannedImage image)
    {
        _images.Enqueue(image.ToImage(), key);
        _bytes += image.Json.Length;
        while (_images.Count > limit || (_images.Count > 1 && _bytes > maxBytes))
        {
            _images.TryDequeue(out var last, out var place);
            _bytes -= last!.Json.Length;
            _firstLeftOut = place;
        }
    }

    public void Clear()
    {
        _images.Clear();
        (_bytes, _firstLeftOut) = (0, null);
    }

    /// <summary>Removes all images and returns them in their order, with the place of the last one.</summary>
    public (StoredImage[] Images, SortKey? Last) Take()
    {
        var images = new StoredImage[_images.Count];
        SortKey? last = null;
        while (_images.TryDequeue(out var image, out var key))
        {
            images[_images.Count] = image;
            last ??= key;
        }

        return (images, last);
    }
}
