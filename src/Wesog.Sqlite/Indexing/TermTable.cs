using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Indexing;

/// <summary>
/// Writes the table of terms: of each indexed image its row id and its terms. It is a full-text table without content of its own, whose tokenizer only
/// separates terms. Nothing is removed from it: a query tests what it finds, so terms that an image no longer has cost only time.
/// </summary>
internal static class TermTable
{
    /// <summary>The name of the table, which stands in the description of damage.</summary>
    public const string Name = "image_terms";

    // Without positions and sizes, which no query needs. The table is merged in small steps (automerge), and never as a whole in one transaction (crisismerge).
    private const string Definition = $"""
        CREATE VIRTUAL TABLE {Name} USING fts5(terms, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
        INSERT INTO {Name} ({Name}, rank) VALUES ('automerge', 8);
        INSERT INTO {Name} ({Name}, rank) VALUES ('crisismerge', 512);
        """;

    /// <summary>Creates the table.</summary>
    public static void Create(Connection connection) => connection.RunScript(Definition);

    /// <summary>Removes the table, if there is one.</summary>
    public static void Drop(Connection connection) => connection.RunScript($"DROP TABLE IF EXISTS {Name}");

    /// <summary>Adds the terms of an image. In a transaction, row ids must ascend: after a lower one SQLite begins a new part of the table.</summary>
    public static void Add(Connection connection, long row, ReadOnlySpan<byte> terms) =>
        connection.Use($"INSERT INTO {Name} (rowid, terms) VALUES (?1, ?2)").Bind(1, row).BindText(2, terms).Run();
}
