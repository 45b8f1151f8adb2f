using System.Collections;
using Wesog.Images;

namespace Wesog.Operations;

/// <summary>
/// A sequence of items for one operation. Each item sees the result of the tenant's earlier operations and of the items before it. Not
/// thread-safe.
/// </summary>
/// <example><code>var batch = new ImageBatch().Add(image).Modify(change).Delete("old");</code></example>
/// <remarks><c>docs/specification.md</c>, section "Batches".</remarks>
public sealed class ImageBatch : IReadOnlyList<ImageItem>
{
    private readonly List<ImageItem> _items = [];

    /// <summary>Creates an empty batch.</summary>
    public ImageBatch()
    {
    }

    /// <summary>Creates a batch of the given items.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> or one of them is null.</exception>
    public ImageBatch(IEnumerable<ImageItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in items)
        {
            Append(item);
        }
    }

    /// <summary>The number of items.</summary>
    public int Count => _items.Count;

    /// <summary>The item at a position, from 0.</summary>
    public ImageItem this[int index] => _items[index];

    /// <summary>Appends items that add the given images.</summary>
    public ImageBatch Add(params IEnumerable<Image> images) => Append(images, image => new ImageItem.Add(image));

    /// <summary>Appends items that replace the whole records of the given images.</summary>
    public ImageBatch Replace(params IEnumerable<Image> images) => Append(images, image => new ImageItem.Replace(image));

    /// <summary>Appends an item that replaces the whole record of an image, if it has the given revision.</summary>
    public ImageBatch Replace(Image image, long? ifRevision) => Append([image], image => new ImageItem.Replace(image) { IfRevision = ifRevision });

    /// <summary>Appends items that modify images.</summary>
    public ImageBatch Modify(params IEnumerable<ImageChange> changes) => Append(changes, change => new ImageItem.Modify(change));

    /// <summary>Appends an item that modifies an image, if it has the given revision.</summary>
    public ImageBatch Modify(ImageChange change, long? ifRevision) => Append([change], change => new ImageItem.Modify(change) { IfRevision = ifRevision });

    /// <summary>Appends items that delete the images of the given ids.</summary>
    public ImageBatch Delete(params IEnumerable<string> ids) => Append(ids, id => new ImageItem.Delete(id));

    /// <summary>Appends an item that deletes the image of the given id, if it has the given revision.</summary>
    public ImageBatch Delete(string id, long? ifRevision) => Append([id], id => new ImageItem.Delete(id) { IfRevision = ifRevision });

    /// <inheritdoc/>
    public IEnumerator<ImageItem> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ImageBatch Append<T>(IEnumerable<T> values, Func<T, ImageItem> itemOf)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values)
        {
            ArgumentNullException.ThrowIfNull(value, nameof(values));
            Append(itemOf(value));
        }

        return this;
    }

    private void Append(ImageItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        _items.Add(item);
    }
}
