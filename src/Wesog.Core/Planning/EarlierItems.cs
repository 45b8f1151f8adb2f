using Wesog.Operations;

namespace Wesog.Planning;

/// <summary>
/// Finds the item of an operation that added, or deleted, the image because of which a later item of it fails. Items are looked at
/// only once one has failed, each at most once.
/// </summary>
internal sealed class EarlierItems(IReadOnlyList<BatchItem> items, ImageView view)
{
    // By id: of the last additions in a row, or deletions in a row, the first. That one took effect; those after it found its result.
    private readonly Dictionary<string, BatchItem> _effective = new(StringComparer.Ordinal);
    private int _next;

    /// <summary>
    /// The earlier item that added the image which a failed item adds again, or deleted the one that it changes; null if the image was
    /// there, or missing, before the operation.
    /// </summary>
    public BatchItem? CauseOf(BatchItem failed)
    {
        // An image that was there before the operation has a higher revision once an item has written it.
        if (!view.IsOfCurrentOperation(failed.ImageId) || view.Find(failed.ImageId) is { Revision: > 1 })
        {
            return null;
        }

        for (; items[_next].Position < failed.Position; _next++)
        {
            Note(items[_next]);
        }

        return _effective[failed.ImageId];
    }

    private void Note(BatchItem item)
    {
        if (item.Method is ItemMethod.Add or ItemMethod.Delete
            && !(_effective.TryGetValue(item.ImageId, out var last) && last.Method == item.Method))
        {
            _effective[item.ImageId] = item;
        }
    }
}
