using Microsoft.Data.Sqlite;

namespace Wesog.Sqlite.Tests;

/// <summary>What must hold of every file at every moment, asked of SQLite itself.</summary>
internal static class Consistency
{
    private static readonly (string Rule, string Violations)[] Rules =
    [
        ("Images are counted.", "SELECT count(*) FROM tenants t WHERE images <> (SELECT count(*) FROM images WHERE tenant = t.id)"),
        ("Unfinished operations are counted.", "SELECT count(*) FROM tenants t WHERE unfinished <> (SELECT count(*) FROM operations WHERE tenant = t.id AND finished_at IS NULL)"),
        ("Their bytes are summed.", "SELECT count(*) FROM tenants t WHERE unfinished_bytes <> (SELECT coalesce(sum(bytes), 0) FROM operations WHERE tenant = t.id AND finished_at IS NULL)"),
        ("Finished operations are counted.", "SELECT count(*) FROM tenants t WHERE finished <> (SELECT count(*) FROM operations WHERE tenant = t.id AND finished_at IS NOT NULL)"),
        ("Finished is what has a final state.", "SELECT count(*) FROM operations WHERE (state >= 2) <> (finished_at IS NOT NULL) OR state = 1"),
        ("Unfinished operations have their items.", "SELECT count(*) FROM operations o WHERE finished_at IS NULL AND NOT EXISTS (SELECT * FROM work WHERE operation = o.row AND part = 0)"),
        ("Only they have.", "SELECT count(*) FROM work WHERE operation NOT IN (SELECT row FROM operations WHERE finished_at IS NULL)"),
    ];

    public static void Check(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadWrite;Pooling=False");
        connection.Open();
        Assert.Equal("ok", Ask(connection, "PRAGMA integrity_check"));
        Assert.All(Rules, rule => Assert.True(Ask(connection, rule.Violations) is 0L, rule.Rule));
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
