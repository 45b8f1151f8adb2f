using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Wesog.Sqlite.Data;

/// <summary>A reusable prepared statement of a <see cref="Connection"/>. Dispose resets it.</summary>
/// <remarks>
/// Binds and steps through the raw API: parameter objects and data readers cost a batch a fifth of its throughput.
/// </remarks>
internal sealed class Statement : IDisposable
{
    // Throws on invalid Unicode. A replacement character would store a different text.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _sql;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public Statement(sqlite3 database, string sql)
    {
        (_database, _sql) = (database, sql);
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>The largest number of a parameter.</summary>
    public int ParameterCount => raw.sqlite3_bind_parameter_count(_statement);

    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    public Statement Bind(int index, long? value)
    {
        Check(value is { } known
            ? raw.sqlite3_bind_int64(_statement, index, known)
            : raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    public Statement Bind(int index, string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_statement, index));
            return this;
        }

        Span<byte> buffer = stackalloc byte[1_024];
        if (Utf8.GetMaxByteCount(value.Length) > buffer.Length)
        {
            buffer = new byte[Utf8.GetByteCount(value)];
        }

        return BindText(index, buffer[..Utf8.GetBytes(value, buffer)]);
    }

    /// <summary>Binds a text in UTF-8.</summary>
    public Statement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(_statement, index, utf8));
        return this;
    }

    /// <summary>Binds bytes. An empty span binds NULL.</summary>
    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_null(_statement, index) : raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    /// <summary>Moves to the next row. Returns false if there is none.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        // Throw before the reset, which clears the error text.
        Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result);
        return false;
    }

    /// <summary>Runs a statement that returns no rows, and resets it.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Dispose();
        }
    }

    public long Int(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? IntOrNull(int column) =>
        raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : Int(column);

    /// <summary>
    /// Returns true if a column contains a checksum, or NULL, because the row was written before rows had checksums. No checksum is 0.
    /// </summary>
    public bool HasChecksum(int column, int checksum) =>
        Int(column) is var written && (written == checksum || (written == 0 && IntOrNull(column) is null));

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>The bytes of a text or blob column, valid until the next step. Empty if the column is NULL.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>Resets the statement. The reset repeats the last step's error, which was already thrown.</summary>
    public void Dispose() => _ = raw.sqlite3_reset(_statement);

    /// <summary>Frees the statement.</summary>
    public void Free() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            Throw(result);
        }
    }

    private void Throw(int result)
    {
        try
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            throw failure.ForCallers(_sql);
        }
    }
}
