using Wesog.Query.Sorting;

namespace Wesog.Query.Execution;

/// <summary>Finds the place of the last image before a page that begins at a number, without keeping all images before it.</summary>
/// <remarks>Each pass over the images finds the next <see cref="PassSize"/> places.</remarks>
/// <param name="offset">The number of images before the page.</param>
/// <param name="isDescending">Whether the order is descending.</param>
internal sealed class SkippedImages(long offset, bool isDescending)
{
    /// <summary>The largest number of places that a pass finds.</summary>
    public const int PassSize = 10_000;

    private readonly PriorityQueue<SortKey, SortKey> _places =
        new(Comparer<SortKey>.Create((left, right) => right.CompareTo(left, isDescending)));

    /// <summary>The number of images that are still to be skipped.</summary>
    public long Left { get; private set; }

    private int Size => (int)Math.Min(Left, PassSize);

    public void Clear()
    {
        _places.Clear();
        Left = offset;
    }

    public void Add(scoped in SortPlace place)
    {
        if (_places.Count < Size)
        {
            var key = place.ToKey();
            _places.Enqueue(key, key);
        }
        else if (place.CompareTo(_places.Peek(), isDescending) < 0)
        {
            var key = place.ToKey();
            _places.EnqueueDequeue(key, key);
        }
    }

    /// <summary>Ends a pass. Returns the place of the last image that it skipped; null if there are fewer images than are to be skipped.</summary>
    public SortKey? EndPass()
    {
        if (_places.Count < Size)
        {
            return null;
        }

        var last = _places.Peek();
        Left -= _places.Count;
        _places.Clear();
        return last;
    }
}
