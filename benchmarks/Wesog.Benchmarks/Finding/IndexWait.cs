using Microsoft.Data.Sqlite;

namespace Wesog.Benchmarks.Finding;

/// <summary>Waits until the index of a file has all images.</summary>
internal static class IndexWait
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    public static async Task ForAllAsync(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT next_row > (SELECT coalesce(max(row), 0) FROM images) AND NOT EXISTS (SELECT 1 FROM image_changes) FROM image_index";
        while (command.ExecuteScalar() is not 1L)
        {
            await Task.Delay(_pause);
        }
    }
}
