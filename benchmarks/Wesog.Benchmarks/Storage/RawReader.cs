using Microsoft.Data.Sqlite;

namespace Wesog.Benchmarks.Storage;

/// <summary>Reads rows of a <see cref="RawDatabase"/> by id, with a prepared SELECT of the same driver on a connection of its own.</summary>
internal sealed class RawReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _select;

    public RawReader(string path)
    {
        _connection = new($"Data Source={path};Pooling=False;Mode=ReadOnly");
        _connection.Open();
        _select = _connection.CreateCommand();
        _select.CommandText = "SELECT lang, revision, created_at, updated_at, json FROM images WHERE tenant = 1 AND id = $id";
        _select.Parameters.Add("$id", SqliteType.Text);
        _select.Prepare();
    }

    /// <summary>Reads the rows one by one, all columns of each.</summary>
    public void Read(ReadOnlySpan<string> ids)
    {
        foreach (var id in ids)
        {
            _select.Parameters[0].Value = id;
            using var row = _select.ExecuteReader();
            if (!row.Read() || row.GetInt64(0) + row.GetInt64(1) + row.GetInt64(2) + row.GetInt64(3) == 0 || row.GetFieldValue<byte[]>(4).Length == 0)
            {
                throw new InvalidOperationException($"There is no row with the id {id}.");
            }
        }
    }

    public void Dispose()
    {
        _select.Dispose();
        _connection.Dispose();
    }
}
