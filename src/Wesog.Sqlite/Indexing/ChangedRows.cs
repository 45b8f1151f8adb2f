using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Indexing;

/// <summary>Reads and writes the table of the images that have changed since they were added to the index.</summary>
internal static class ChangedRows
{
    public static void Add(Connection connection, long row) =>
        connection.Use("INSERT OR IGNORE INTO image_changes (row) VALUES (?1)").Bind(1, row).Run();

    public static bool Contains(Connection connection, long row)
    {
        using var statement = connection.Use("SELECT 1 FROM image_changes WHERE row = ?1").Bind(1, row);
        return statement.Step();
    }

    /// <summary>Removes all rows.</summary>
    public static void Clear(Connection connection) => connection.Run("DELETE FROM image_changes");

    /// <summary>Removes the first rows and returns them.</summary>
    public static List<long> Take(Connection connection, int count)
    {
        var rows = new List<long>();
        using (var statement = connection.Use("SELECT row FROM image_changes ORDER BY row LIMIT ?1").Bind(1, count))
        {
            while (statement.Step())
            {
                rows.Add(statement.Int(0));
            }
        }

        if (rows.Count > 0)
        {
            connection.Use("DELETE FROM image_changes WHERE row <= ?1").Bind(1, rows[^1]).Run();
        }

        return rows;
    }
}
