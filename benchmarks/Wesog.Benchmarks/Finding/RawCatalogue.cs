using Microsoft.Data.Sqlite;
using Wesog.Images;

namespace Wesog.Benchmarks.Finding;

/// <summary>The baseline: the same images in a table with a column for each member that is asked for, an index of each, and a full-text table.</summary>
internal sealed class RawCatalogue : IDisposable
{
    private readonly SqliteConnection _connection;

    public RawCatalogue(string path)
    {
        _connection = new($"Data Source={path};Pooling=False");
        _connection.Open();
        Run("""
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16000;
            CREATE TABLE images (
                row INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, id TEXT NOT NULL, created_at INTEGER NOT NULL, author TEXT, city TEXT, medium TEXT, status TEXT,
                json BLOB NOT NULL, UNIQUE (tenant, id)) STRICT;
            CREATE INDEX images_by_author ON images (tenant, author);
            CREATE INDEX images_by_status ON images (tenant, status);
            CREATE VIRTUAL TABLE texts USING fts5(content, content = '', detail = none);
            """);
    }

    /// <summary>Inserts images in one transaction.</summary>
    /// <param name="first">The number of the first image.</param>
    /// <param name="images">The images and their JSON.</param>
    public void Insert(int first, IReadOnlyList<(Image Image, byte[] Json)> images)
    {
        using var transaction = _connection.BeginTransaction();
        using var insert = Command(
            "INSERT INTO images VALUES ($row, 1, $id, $created, $author, $city, $medium, $status, $json)",
            ("$row", null), ("$id", null), ("$created", null), ("$author", null), ("$city", null), ("$medium", null), ("$status", null), ("$json", null));
        using var text = Command("INSERT INTO texts (rowid, content) VALUES ($row, $content)", ("$row", null), ("$content", null));
        for (var i = 0; i < images.Count; i++)
        {
            var (image, json) = images[i];
            Set(insert, first + i + 1, image.Id, Catalogue.CreatedAt(first + i), image.Author, image.City, image.Medium, image.Status, json);
            Set(text, first + i + 1, string.Join(' ', [image.Title, image.Caption, image.City, image.Country, image.Author, .. image.Keywords!, .. image.Categories!]));
        }

        transaction.Commit();
    }

    /// <summary>Reads rows, all bytes of each.</summary>
    /// <returns>The number of rows.</returns>
    public int Read(string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        using var rows = command.ExecuteReader();
        var count = 0;
        while (rows.Read())
        {
            count += rows.GetFieldType(0) == typeof(byte[]) && rows.GetFieldValue<byte[]>(0).Length == 0 ? 0 : 1;
        }

        return count;
    }

    public void Dispose() => _connection.Dispose();

    private static void Set(SqliteCommand command, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params (string Name, object? Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }
}
