using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Indexing;

/// <summary>
/// Reads and writes the table of terms: of each indexed image its row id and its terms. It is a full-text table without content of its own,
/// whose tokenizer only separates terms.
/// </summary>
internal static class TermTable
{
    /// <summary>The name of the table, which stands in the description of damage.</summary>
    public const string Name = "image_terms";

    // Without positions, which the engine finds in the image itself. Fewer merges write less.
    private const string Definition = $"""
        CREATE VIRTUAL TABLE {Name} USING fts5(terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
        INSERT INTO {Name} ({Name}, rank) VALUES ('automerge', 16);
        """;

    /// <summary>Creates the table.</summary>
    public static void Create(Connection connection) => connection.RunScript(Definition);

    /// <summary>Removes the table, if there is one.</summary>
    public static void Drop(Connection connection) => connection.RunScript($"DROP TABLE IF EXISTS {Name}");

    /// <summary>Writes the terms of an image, in the place of earlier ones.</summary>
    public static void Write(Connection connection, long row, ReadOnlySpan<byte> terms) =>
        connection.Use($"REPLACE INTO {Name} (rowid, terms) VALUES (?1, ?2)").Bind(1, row).BindText(2, terms).Run();

    /// <summary>Removes the terms of an image.</summary>
    public static void Delete(Connection connection, long row) =>
        connection.Use($"DELETE FROM {Name} WHERE rowid = ?1").Bind(1, row).Run();
}
