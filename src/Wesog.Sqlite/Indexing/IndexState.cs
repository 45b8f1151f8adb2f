using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Indexing;

/// <summary>What the file says about its index of images.</summary>
/// <param name="Version">The version of its terms; empty if the file has no index.</param>
/// <param name="NextRow">The row id from which images are not in the index yet.</param>
internal sealed record IndexState(string Version, long NextRow)
{
    /// <summary>The state of a file without an index.</summary>
    public static IndexState None { get; } = new("", 0);

    public static IndexState Read(Connection connection)
    {
        using var statement = connection.Use("SELECT version, next_row FROM image_index");
        return statement.Step() ? new(statement.Text(0), statement.Int(1)) : throw Failures.Damage("table image_index");
    }

    public void Write(Connection connection) =>
        connection.Use("UPDATE image_index SET version = ?1, next_row = ?2").Bind(1, Version).Bind(2, NextRow).Run();
}
