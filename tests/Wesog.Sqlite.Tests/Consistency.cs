using Microsoft.Data.Sqlite;

namespace Wesog.Sqlite.Tests;

/// <summary>Checks the invariants of a database file with SQL queries.</summary>
internal static class Consistency
{
    private static readonly (string Rule, string Violations)[] Rules =
    [
        ("The image count of a tenant matches its images.", "SELECT count(*) FROM tenants t WHERE images <> (SELECT count(*) FROM images WHERE tenant = t.id)"),
        ("The unfinished count of a tenant matches its unfinished operations.", "SELECT count(*) FROM tenants t WHERE unfinished <> (SELECT count(*) FROM operations WHERE tenant = t.id AND finished_at IS NULL)"),
        ("The unfinished bytes of a tenant are the sum of its unfinished operations.", "SELECT count(*) FROM tenants t WHERE unfinished_bytes <> (SELECT coalesce(sum(bytes), 0) FROM operations WHERE tenant = t.id AND finished_at IS NULL)"),
        ("The finished count of a tenant matches its finished operations.", "SELECT count(*) FROM tenants t WHERE finished <> (SELECT count(*) FROM operations WHERE tenant = t.id AND finished_at IS NOT NULL)"),
        ("An operation has an end time exactly if its state is final, and no row is running.", "SELECT count(*) FROM operations WHERE (state >= 2) <> (finished_at IS NOT NULL) OR state = 1"),
        ("Unfinished operations have a payload.", "SELECT count(*) FROM operations o WHERE finished_at IS NULL AND NOT EXISTS (SELECT * FROM work WHERE operation = o.row AND part = 0)"),
        ("Only unfinished operations have a payload.", "SELECT count(*) FROM work WHERE operation NOT IN (SELECT row FROM operations WHERE finished_at IS NULL)"),
    ];

    public static void Check(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadWrite;Pooling=False");
        connection.Open();
        Assert.Equal("ok", Query(connection, "PRAGMA integrity_check"));
        Assert.All(Rules, rule => Assert.True(Query(connection, rule.Violations) is 0L, rule.Rule));
    }

    /// <summary>Returns whether SQLite finds no damage in a file.</summary>
    public static bool IsIntact(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadWrite;Pooling=False");
        connection.Open();
        try
        {
            return Query(connection, "PRAGMA integrity_check") is "ok";
        }
        catch (SqliteException damage) when (damage.SqliteErrorCode == SQLitePCL.raw.SQLITE_CORRUPT)
        {
            // It cannot begin to read the table of terms.
            return false;
        }
    }

    private static object? Query(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
