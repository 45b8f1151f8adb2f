using Wesog.Images;
using Wesog.Query;
using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Indexing;

/// <summary>What the file says about its index of images.</summary>
/// <param name="Version">The version of its terms; empty if the file has no index.</param>
/// <param name="NextRow">The row id from which images are not in the index yet.</param>
internal sealed record IndexState(string Version, long NextRow)
{
    public static IndexState Read(Connection connection)
    {
        using var statement = connection.Use("SELECT version, next_row FROM image_index");
        return statement.Step() ? new(statement.Text(0), statement.Int(1)) : throw Failures.Damage("table image_index");
    }

    /// <summary>Returns the index that the file has; null if it has none, or one of another version of this library.</summary>
    public static ImageIndex? ReadIndex(Connection connection)
    {
        using var statement = connection.Use("SELECT version, members, has_words FROM image_index");
        statement.Step();
        string[] members = statement.Text(1).Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (!members.All(QueryOptions.CanIndex))
        {
            return null;
        }

        var index = new ImageIndex(new() { IndexedMembers = TextList.From(members), FullText = statement.Int(2) != 0 });
        return !index.IsEmpty && index.Version == statement.Text(0) ? index : null;
    }

    /// <summary>Writes that the file has an index without an image.</summary>
    public static void Begin(Connection connection, ImageIndex index) => connection
        .Use("UPDATE image_index SET version = ?1, members = ?2, has_words = ?3, next_row = 0")
        .Bind(1, index.Version).Bind(2, string.Join(',', index.Members)).Bind(3, index.HasWords ? 1 : 0).Run();

    /// <summary>Writes that the file has no index, or one that is not used.</summary>
    public static void Clear(Connection connection)
    {
        // Not an update, because the row may be lost.
        connection.Run("DELETE FROM image_index");
        connection.Run("INSERT INTO image_index (version, members, has_words, next_row) VALUES ('', '', 0, 0)");
    }

    /// <summary>Writes which images the index has.</summary>
    public static void Advance(Connection connection, long nextRow) => connection.Use("UPDATE image_index SET next_row = ?1").Bind(1, nextRow).Run();
}
