using Microsoft.Data.Sqlite;

namespace Wesog.Sqlite.Tests.Outages;

/// <summary>Holds the write lock of a database file, like another tool would.</summary>
internal static class LockedFile
{
    public static SqliteConnection Take(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }
}
