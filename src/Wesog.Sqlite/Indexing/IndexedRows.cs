using Wesog.Query;
using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Indexing;

/// <summary>Selects the rows that the index finds for a filter, and those that are not in the index yet.</summary>
/// <param name="tenant">The row id of the tenant.</param>
/// <param name="terms">The expression that finds the images.</param>
/// <param name="nextRow">The row id from which images are not in the index yet.</param>
internal sealed class IndexedRows(long tenant, string terms, long nextRow)
{
    // Sorting more ids takes longer than a walk in their order until a page is full.
    private const int MaxSorted = 20_000;

    // The order of the joins is that of the text.
    private const string Rows = $"""
        SELECT images.row AS found, id AS found_id FROM {TermTable.Name} CROSS JOIN images ON images.row = {TermTable.Name}.rowid
        WHERE {TermTable.Name} MATCH ?2 AND tenant = ?1 AND images.row < ?3 AND images.row NOT IN image_changes
        UNION ALL
        SELECT images.row, id FROM image_changes CROSS JOIN images ON images.row = image_changes.row WHERE tenant = ?1
        UNION ALL
        SELECT row, id FROM images WHERE row >= ?3 AND tenant = ?1
        """;

    private const string Unordered = $"SELECT {ImageRows.Columns}, id FROM ({Rows}) CROSS JOIN images ON row = found";

    // Sorts ids and row ids only. The limit keeps SQLite from joining first.
    private const string Ascending =
        $"SELECT {ImageRows.Columns}, id FROM (SELECT * FROM ({Rows}) WHERE found_id > ?4 ORDER BY found_id LIMIT -1) CROSS JOIN images ON row = found ORDER BY found_id";

    private const string Descending =
        $"SELECT {ImageRows.Columns}, id FROM (SELECT * FROM ({Rows}) WHERE found_id < coalesce(?4, x'') ORDER BY found_id DESC LIMIT -1) CROSS JOIN images ON row = found ORDER BY found_id DESC";

    private const string Few = $"SELECT count(*) FROM (SELECT 1 FROM {TermTable.Name} WHERE {TermTable.Name} MATCH ?1 LIMIT ?2)";

    /// <summary>Opens the rows.</summary>
    /// <param name="connection">The connection, in the snapshot of the query.</param>
    /// <param name="scan">The scan.</param>
    /// <returns>The rows; null if a walk over all images by id is faster.</returns>
    public Statement? Open(Connection connection, ImageScan scan)
    {
        if (scan.Order == ScanOrder.Any)
        {
            return Bind(connection.Use(Unordered));
        }

        using (var few = connection.Use(Few).Bind(1, terms).Bind(2, MaxSorted))
        {
            few.Step();
            if (few.Int(0) == MaxSorted)
            {
                return null;
            }
        }

        return scan.Order == ScanOrder.ById
            ? Bind(connection.Use(Ascending)).Bind(4, scan.After ?? "")
            : Bind(connection.Use(Descending)).Bind(4, scan.After);
    }

    private Statement Bind(Statement statement) => statement.Bind(1, tenant).Bind(2, terms).Bind(3, nextRow);
}
