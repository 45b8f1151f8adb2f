namespace Wesog.Storage;

/// <summary>The size limits of the operations that share one work item or transaction.</summary>
/// <param name="Operations">The most operations.</param>
/// <param name="Items">The most items.</param>
/// <param name="Bytes">The most bytes of items, by <see cref="PayloadCodec.Measure"/>.</param>
public readonly record struct CommitLimits(int Operations, int Items, long Bytes)
{
    /// <summary>
    /// Returns the operations that fit in one work item: the first one whatever its size, and those after it while the limits allow. An edit by
    /// query is alone, because the number of its items is not known.
    /// </summary>
    /// <param name="waiting">The waiting operations, in queue order.</param>
    /// <param name="sizeOf">Returns the number of items of an operation, 0 for an edit by query, and their bytes.</param>
    public List<T> TakeRun<T>(IEnumerable<T> waiting, Func<T, (int Items, long Bytes)> sizeOf)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        ArgumentNullException.ThrowIfNull(sizeOf);
        var run = new List<T>();
        var (items, bytes) = (0L, 0L);
        foreach (var next in waiting)
        {
            var size = sizeOf(next);
            items += size.Items;
            bytes += size.Bytes;
            if (run.Count > 0 && (size.Items == 0 || !Allow(run.Count + 1, items, bytes)))
            {
                break;
            }

            run.Add(next);
            if (size.Items == 0)
            {
                break;
            }
        }

        return run;
    }

    /// <summary>Returns whether a work item may have this size. A single operation may have any size.</summary>
    internal bool Allow(int operations, long items, long bytes) =>
        operations == 1 || (operations <= Operations && items <= Items && bytes <= Bytes);
}
