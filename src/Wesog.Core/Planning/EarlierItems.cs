using Wesog.Operations;

namespace Wesog.Planning;

/// <summary>
/// Finds the earlier item of an operation that added or deleted the image and so makes a later item fail. Scans the items only after
/// a failure, each item at most once.
/// </summary>
/// <param name="items">The items of the operation.</param>
/// <param name="view">The images.</param>
/// <param name="withoutEffect">The positions of deletions and of items with preconditions that failed.</param>
internal sealed class EarlierItems(IReadOnlyList<BatchItem> items, ImageView view, IReadOnlySet<int> withoutEffect)
{
    // By id: the first item of the latest run of additions or of deletions. Only the first item of a run takes effect.
    private readonly Dictionary<string, BatchItem> _effective = new(StringComparer.Ordinal);
    private int _next;

    /// <summary>
    /// Returns the earlier item that added or deleted the failed item's image; null if the state before the operation causes the
    /// failure.
    /// </summary>
    public BatchItem? CauseOf(BatchItem failed)
    {
        // An image that existed before the operation has a revision above 1 after a write.
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
            && !withoutEffect.Contains(item.Position)
            && !(_effective.TryGetValue(item.ImageId, out var last) && last.Method == item.Method))
        {
            _effective[item.ImageId] = item;
        }
    }
}
