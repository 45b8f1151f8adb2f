using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Indexing;

/// <summary>How far the index is.</summary>
/// <param name="NextRow">The row id from which images are not in the index yet.</param>
/// <param name="Behind">The approximate number of images that are not in the index yet, or have changed since.</param>
internal readonly record struct IndexProgress(long NextRow, long Behind)
{
    public static IndexProgress Read(Connection connection)
    {
        var next = IndexState.Read(connection).NextRow;
        var added = connection.Number("SELECT max(row) FROM images") - Math.Max(0, next - 1);
        return new(next, Math.Max(0, added) + ChangedRows.Count(connection));
    }
}
