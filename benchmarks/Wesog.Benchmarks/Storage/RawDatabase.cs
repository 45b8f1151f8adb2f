using Microsoft.Data.Sqlite;

namespace Wesog.Benchmarks.Storage;

/// <summary>
/// The storage baseline: inserts the rows that the engine writes with a prepared INSERT of the same driver into a table
/// like the store's, with the same settings (WAL, synchronous FULL, 64 MiB of cache, a checkpoint every 16,000 pages).
/// </summary>
internal sealed class RawDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    public RawDatabase(string path)
    {
        Path = path;
        _connection = new($"Data Source={path};Pooling=False");
        _connection.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16000");
        Run("""
            CREATE TABLE images (
                row INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, id TEXT NOT NULL, lang INTEGER NOT NULL, revision INTEGER NOT NULL,
                created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, json BLOB NOT NULL, UNIQUE (tenant, id)) STRICT
            """);
        _insert = _connection.CreateCommand();
        _insert.CommandText =
            "INSERT INTO images (tenant, id, lang, revision, created_at, updated_at, json) VALUES (1, $id, 1, 1, $now, $now, $json)";
        _insert.Parameters.Add("$id", SqliteType.Text);
        _insert.Parameters.Add("$now", SqliteType.Integer).Value = 1_767_225_600_000;
        _insert.Parameters.Add("$json", SqliteType.Blob);
        _insert.Prepare();
    }

    public string Path { get; }

    /// <summary>Inserts all rows in one transaction.</summary>
    public void Insert(ReadOnlySpan<StoredRow> rows)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        foreach (var row in rows)
        {
            _insert.Parameters[0].Value = row.Id;
            _insert.Parameters[2].Value = row.Json;
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
