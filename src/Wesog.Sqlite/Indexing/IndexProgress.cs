using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Indexing;

/// <summary>How far the index is.</summary>
/// <param name="Version">The version of its terms; empty if the file has no index.</param>
/// <param name="NextRow">The row id from which images are not in the index yet.</param>
/// <param name="Behind">The approximate number of images that are not in the index yet, or have changed since.</param>
internal sealed record IndexProgress(string Version, long NextRow, long Behind)
{
    // Every query counts the changes, so the count is bounded: more mean the same to it.
    private const string Select = """
        SELECT version, next_row, coalesce((SELECT max(row) FROM images), 0), (SELECT count(*) FROM (SELECT 1 FROM image_changes LIMIT 100001))
        FROM image_index
        """;

    public static IndexProgress Read(Connection connection)
    {
        using var statement = connection.Use(Select);
        if (!statement.Step())
        {
            throw Failures.Damage("table image_index");
        }

        var next = statement.Int(1);
        return new(statement.Text(0), next, Math.Max(0, statement.Int(2) - Math.Max(0, next - 1)) + statement.Int(3));
    }
}
