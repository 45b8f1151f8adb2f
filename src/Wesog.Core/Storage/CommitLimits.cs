namespace Wesog.Storage;

/// <summary>How much the operations of one turn may hold together.</summary>
/// <param name="Operations">Most operations.</param>
/// <param name="Items">Most items.</param>
/// <param name="Bytes">Most bytes of items, as the store keeps them.</param>
public readonly record struct CommitLimits(int Operations, int Items, long Bytes)
{
    /// <summary>The run that one turn takes: the first operation however large it is, and its neighbours as far as the bounds allow.</summary>
    /// <param name="waiting">The operations that wait, in queue order.</param>
    /// <param name="sizeOf">How many items one has, and how many bytes these are.</param>
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
            if (!Allow(run.Count + 1, items, bytes))
            {
                break;
            }

            run.Add(next);
        }

        return run;
    }

    /// <summary>Whether so much may share a turn: one operation however large it is, more as far as the bounds allow.</summary>
    internal bool Allow(int operations, long items, long bytes) =>
        operations == 1 || (operations <= Operations && items <= Items && bytes <= Bytes);
}
