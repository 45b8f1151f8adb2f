using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Wesog.Sqlite.Data;

/// <summary>An open connection and its prepared statements. Used by one thread at a time.</summary>
internal sealed class Connection(SqliteConnection inner) : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    /// <summary>The number that the last inserted row was given.</summary>
    public long LastRow => raw.sqlite3_last_insert_rowid(inner.Handle);

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(inner.Handle);

    /// <summary>Whether the file cannot be written, though nothing has failed yet.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(inner.Handle, "main") == 1;

    /// <summary>Whether a transaction is open: some errors end it on their own.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(inner.Handle) == 0;

    /// <summary>The statement of an SQL text, prepared at its first use. The caller disposes it to end the use.</summary>
    public Statement Use(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = new(inner.Handle!, sql));
        }

        return statement;
    }

    /// <summary>Runs a statement without values.</summary>
    public void Run(string sql) => Use(sql).Run();

    /// <summary>Runs statements that are not needed again.</summary>
    public void RunScript(string sql)
    {
        using var command = inner.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The one number that a query without values gives.</summary>
    public long Number(string sql)
    {
        using var statement = Use(sql);
        return statement.Step() ? statement.Int(0) : 0;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Free();
        }

        inner.Dispose();
    }
}
