using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Wesog.Sqlite.Data;

/// <summary>An open connection with its prepared statements. Only one thread may use it at a time.</summary>
internal sealed class Connection(SqliteConnection inner) : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    /// <summary>The row id of the last inserted row.</summary>
    public long LastRow => raw.sqlite3_last_insert_rowid(inner.Handle);

    /// <summary>The number of rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(inner.Handle);

    /// <summary>Returns true if the file is read-only, before any write has failed.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(inner.Handle, "main") == 1;

    /// <summary>Returns true if a transaction is open. Some errors roll it back automatically.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(inner.Handle) == 0;

    /// <summary>Returns the prepared statement of an SQL text. The caller disposes it to reset it.</summary>
    public Statement Use(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = new(inner.Handle!, sql));
        }

        return statement;
    }

    /// <summary>Returns a statement that is not kept. The caller frees it. For SQL texts of which a client can cause any number.</summary>
    public Statement Prepare(string sql) => new(inner.Handle!, sql);

    /// <summary>The number of statements that are kept.</summary>
    public int KeptStatements => _statements.Count;

    /// <summary>Resets all statements, whose rows are no longer read.</summary>
    public void ResetStatements()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }
    }

    /// <summary>Runs a statement without parameters.</summary>
    public void Run(string sql) => Use(sql).Run();

    /// <summary>Runs statements once, without keeping them prepared.</summary>
    public void RunScript(string sql)
    {
        using var command = inner.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Returns the single number that a query without parameters selects.</summary>
    public long Number(string sql)
    {
        using var statement = Use(sql);
        return statement.Step() ? statement.Int(0) : 0;
    }

    /// <summary>
    /// Lets <see cref="Dispose"/> leave the log as it is. Otherwise SQLite deletes the log by its name, which may be that of another file by now.
    /// </summary>
    public void KeepLog() => raw.sqlite3_db_config(inner.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);

    /// <summary>Returns the number of frames in the log, after a checkpoint of as many as possible; null if another program runs a checkpoint.</summary>
    public long? CountLogFrames()
    {
        using var statement = Use("PRAGMA wal_checkpoint(PASSIVE)");
        return !statement.Step() ? 0 : statement.Int(0) == 0 ? statement.Int(1) : null;
    }

    /// <summary>Makes the running statement fail. Any thread may call it while the connection is open.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(inner.Handle);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Free();
        }

        inner.Dispose();
    }
}
