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

    private const string Found = $"SELECT rowid AS row FROM {TermTable.Name} WHERE {TermTable.Name} MATCH ?2";
    private const string Listed = "SELECT value AS row FROM json_each(?2)";

    private static readonly string Unordered = $"SELECT {ImageRows.Columns}, id FROM ({Candidates(Found)}) CROSS JOIN images NOT INDEXED ON row = found";
    private static readonly string Ascending = Sorted("found_id > ?4", "found_id");
    private static readonly string Descending = Sorted("found_id < coalesce(?4, x'')", "found_id DESC");

    /// <summary>Opens the rows.</summary>
    /// <param name="connection">The connection, in the snapshot of the query.</param>
    /// <param name="scan">The scan.</param>
    /// <returns>The rows; null if a walk over all images by id is faster.</returns>
    public Statement? Open(Connection connection, ImageScan scan)
    {
        if (scan.Order == ScanOrder.Any)
        {
            return connection.Use(Unordered).Bind(1, tenant).Bind(2, terms).Bind(3, nextRow);
        }

        if (ListFew(connection) is not { } rows)
        {
            return null;
        }

        var statement = connection.Use(scan.Order == ScanOrder.ById ? Ascending : Descending).Bind(1, tenant).Bind(2, rows).Bind(3, nextRow);
        return scan.Order == ScanOrder.ById ? statement.Bind(4, scan.After ?? "") : statement.Bind(4, scan.After);
    }

    // The order of CROSS JOIN is that of the text. Without NOT INDEXED, SQLite reads all ids of the tenant to find the newest rows.
    private static string Candidates(string rows) => $"""
        SELECT images.row AS found, id AS found_id FROM ({rows}) AS candidate CROSS JOIN images NOT INDEXED ON images.row = candidate.row
        WHERE tenant = ?1 AND images.row < ?3 AND images.row NOT IN image_changes
        UNION ALL
        SELECT images.row, id FROM image_changes CROSS JOIN images NOT INDEXED ON images.row = image_changes.row WHERE tenant = ?1
        UNION ALL
        SELECT row, id FROM images NOT INDEXED WHERE row >= ?3 AND tenant = ?1
        """;

    // Sorts ids and row ids only. The limit keeps SQLite from joining first.
    private static string Sorted(string condition, string order) => $"""
        SELECT {ImageRows.Columns}, id FROM (SELECT * FROM ({Candidates(Listed)}) WHERE {condition} ORDER BY {order} LIMIT -1)
        CROSS JOIN images NOT INDEXED ON row = found ORDER BY {order}
        """;

    // Returns the row ids as an array of JSON, which is how SQLite takes a list; null if there are too many.
    private string? ListFew(Connection connection)
    {
        var rows = new List<long>();
        using var found = connection.Use($"{Found} LIMIT {MaxSorted}").Bind(2, terms);
        while (found.Step())
        {
            rows.Add(found.Int(0));
        }

        return rows.Count < MaxSorted ? $"[{string.Join(',', rows)}]" : null;
    }
}
