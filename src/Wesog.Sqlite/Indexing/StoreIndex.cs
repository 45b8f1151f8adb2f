using Wesog.Operations;
using Wesog.Query;
using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Indexing;

/// <summary>
/// The index of images in the file. It follows the images: a write only notes which indexed images it changes, and a query tests the images that are not in the
/// index yet. So a query sees what a read sees, and a write costs the same as without an index.
/// </summary>
/// <remarks>Members that change memory are called by the writer's thread, after a commit.</remarks>
/// <param name="terms">The terms of images and of filters.</param>
internal sealed class StoreIndex(ImageIndex terms)
{
    // Testing so many images takes as long as finding a few by the index saves.
    private const long MaxTested = 50_000;

    private volatile bool _isKept;
    private int _givenUp;
    private long _nextRow;
    private long _behind;

    /// <summary>Whether there is an index. False also if it is damaged.</summary>
    public bool IsKept => _isKept;

    /// <summary>The approximate number of images that are not in the index yet.</summary>
    public long Behind => Interlocked.Read(ref _behind);

    /// <summary>How much of the images is in the index: 0 to 100; 100 also if only the newest are not, or if there is no index.</summary>
    public int Percent => Behind is var behind && _isKept && behind > MaxTested ? (int)(100 * NextRow / (NextRow + behind)) : 100;

    /// <summary>The number of indexes that were given up since the start.</summary>
    public int GivenUp => Volatile.Read(ref _givenUp);

    /// <summary>Called when images were written.</summary>
    public Action? Changed { get; set; }

    private long NextRow => Interlocked.Read(ref _nextRow);

    /// <summary>Creates the index in a file that has another one or none, or removes it. After the commit, <see cref="Keep"/>.</summary>
    public IndexProgress Open(Connection connection)
    {
        if (IndexState.Read(connection).Version != terms.Version)
        {
            TermTable.Drop(connection);
            ChangedRows.Clear(connection);
            if (!terms.IsEmpty)
            {
                TermTable.Create(connection);
            }

            IndexState.Begin(connection, terms);
        }

        return IndexProgress.Read(connection);
    }

    /// <summary>Lets writes and queries use the index.</summary>
    public void Keep(IndexProgress progress)
    {
        Report(progress);
        _isKept = !terms.IsEmpty;
    }

    /// <summary>Removes the index, because it is damaged; the next <see cref="Open"/> creates another. After the commit, <see cref="Leave"/>.</summary>
    public static void GiveUp(Connection connection) => IndexState.Clear(connection);

    /// <summary>Lets writes and queries no longer use the index.</summary>
    public void Leave()
    {
        _isKept = false;
        Interlocked.Increment(ref _givenUp);
    }

    /// <summary>Notes an image that a command writes or deletes.</summary>
    public void Note(Connection connection, long row)
    {
        if (_isKept && row < _nextRow)
        {
            ChangedRows.Add(connection, row);
        }
    }

    /// <summary>Counts the images that a command wrote.</summary>
    public void Count(int images)
    {
        if (_isKept && images > 0)
        {
            Interlocked.Add(ref _behind, images);
            Changed?.Invoke();
        }
    }

    /// <summary>Adds images that are not in the index yet. After the commit, <see cref="Report"/>.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="count">The largest number of images.</param>
    public IndexProgress AddImages(Connection connection, int count)
    {
        if (_isKept)
        {
            new IndexSlice(connection, terms).Add(count);
        }

        return IndexProgress.Read(connection);
    }

    /// <summary>Tells how far the index is.</summary>
    public void Report(IndexProgress progress)
    {
        Interlocked.Exchange(ref _nextRow, progress.NextRow);
        Interlocked.Exchange(ref _behind, progress.Behind);
    }

    /// <summary>Returns how the index finds the images of a filter; null if all images must be tested.</summary>
    /// <param name="connection">The connection, in the snapshot of the query.</param>
    /// <param name="tenant">The row id of the tenant.</param>
    /// <param name="filter">The filter.</param>
    public IndexedRows? Narrow(Connection connection, long tenant, ImageFilter filter)
    {
        if (!_isKept || terms.Narrow(filter) is not { } condition)
        {
            return null;
        }

        var progress = IndexProgress.Read(connection);
        return progress.Version == terms.Version && progress.Behind <= Math.Max(MaxTested, progress.NextRow / 2)
            ? new(tenant, TermText.ForMatch(tenant, condition), progress.NextRow)
            : null;
    }

    /// <summary>Whether damage is of the index alone.</summary>
    public static bool IsDamaged(StoreDamagedException damage) => damage.Location == $"table {TermTable.Name}";
}
