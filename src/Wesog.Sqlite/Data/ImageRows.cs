using Wesog.Images;
using Wesog.Operations;
using Wesog.Query;
using Wesog.Sqlite.Indexing;
using Wesog.Storage;

namespace Wesog.Sqlite.Data;

/// <summary>Reads and writes the table of images. Each row has a checksum, which every read verifies.</summary>
internal static class ImageRows
{
    public const string Columns = "row, lang, revision, created_at, updated_at, json, checksum";

    /// <summary>Selects the columns that <see cref="FindDamage"/> needs, then the tenant and the id, of the rows between two row ids.</summary>
    public const string Scan = $"SELECT {Columns}, tenant, id FROM images NOT INDEXED WHERE row BETWEEN ?1 AND ?2 ORDER BY row";

    /// <summary>Selects as <see cref="Scan"/> does, a number of rows at most.</summary>
    public const string Slice = $"{Scan} LIMIT ?3";

    /// <summary>Selects the row id, the tenant and the id of all rows, from the index.</summary>
    public const string Keys = "SELECT row, tenant, id FROM images ORDER BY tenant, id";

    /// <summary>Names an image in the description of damage.</summary>
    public static string Describe(string tenant, string id) => $"image '{id}' of tenant '{tenant}'";

    /// <summary>Finds an image by one statement, which also reads the generation.</summary>
    /// <exception cref="StoreDamagedException">The image is damaged.</exception>
    public static RowRead<StoredImage?> FindOne(Connection connection, long tenant, string name, string id)
    {
        using var statement = connection
            .Use($"SELECT {Columns}, generation FROM store LEFT JOIN images ON tenant = ?1 AND id = ?2").Bind(1, tenant).Bind(2, id);
        var isFound = statement.Step() && statement.IntOrNull(0) is not null;
        return new(isFound ? Read(statement, tenant, name, id) : null, statement.Int(7));
    }

    /// <summary>Finds the images with the given ids. Looks ids up in index order, so that each page is read once.</summary>
    /// <exception cref="StoreDamagedException">An image is damaged.</exception>
    public static List<FoundImage> Find(Connection connection, long tenant, string name, IReadOnlyCollection<string> ids)
    {
        string[] sorted = [.. ids];
        Array.Sort(sorted, StringComparer.Ordinal);
        var found = new List<FoundImage>();
        using var statement = connection.Use($"SELECT {Columns} FROM images WHERE tenant = ?1 AND id = ?2").Bind(1, tenant);
        foreach (var id in sorted)
        {
            if (statement.Bind(2, id).Step())
            {
                found.Add(new(statement.Int(0), Read(statement, tenant, name, id)));
            }

            statement.Dispose();
        }

        return found;
    }

    /// <summary>Reads the row of an image. Its JSON is valid until the next row.</summary>
    /// <exception cref="StoreDamagedException">The image is damaged.</exception>
    public static ScannedImage View(Statement statement, long tenant, string name, string id)
    {
        var values = new Values(statement);
        return values.AreAsWritten(tenant, id)
            ? new((Language)values.Lang, values.Revision, values.CreatedAt, values.UpdatedAt, values.Json)
            : throw Failures.Damage(Describe(name, id));
    }

    /// <summary>Compares a row with its checksum. Returns null if it is what was written, or has no checksum.</summary>
    public static StoreDamagedException? FindDamage(Statement statement, long tenant, string name, string id) =>
        new Values(statement).AreAsWritten(tenant, id) ? null : Failures.Damage(Describe(name, id));

    /// <summary>Writes images.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="tenant">The row id of the tenant.</param>
    /// <param name="writes">The changes, in index order, so that each page is read once.</param>
    /// <param name="stored">The images to update or delete. Every other image is inserted, and must not exist.</param>
    /// <param name="index">The index, which notes the changes.</param>
    /// <returns>The change of the number of images.</returns>
    public static int Write(
        Connection connection, long tenant, IReadOnlyList<ImageWrite> writes, Dictionary<string, FoundImage?> stored, StoreIndex index)
    {
        var change = 0;
        foreach (var (id, image) in writes)
        {
            switch (stored.GetValueOrDefault(id), image)
            {
                case (null, { } added):
                    connection
                        .Use("INSERT INTO images (tenant, id, lang, revision, created_at, updated_at, json, checksum) VALUES (?7, ?8, ?1, ?2, ?3, ?4, ?5, ?6)")
                        .Bind(7, tenant).Bind(8, id).Bind(tenant, added).Run();
                    index.Note(connection, connection.LastRow);
                    change++;
                    break;
                case ({ } old, { } updated):
                    connection
                        .Use("UPDATE images SET lang = ?1, revision = ?2, created_at = ?3, updated_at = ?4, json = ?5, checksum = ?6 WHERE row = ?7")
                        .Bind(7, old.Row).Bind(tenant, updated).Run();
                    index.Note(connection, old.Row);
                    break;
                case ({ } old, null):
                    connection.Use("DELETE FROM images WHERE row = ?1").Bind(1, old.Row).Run();
                    index.Note(connection, old.Row);
                    change--;
                    break;
            }
        }

        return change;
    }

    private static Statement Bind(this Statement statement, long tenant, StoredImage image) => statement
        .Bind(1, (long)image.Lang)
        .Bind(2, image.Revision)
        .Bind(3, image.CreatedAt.ToUnixTimeMilliseconds())
        .Bind(4, image.UpdatedAt.ToUnixTimeMilliseconds())
        .Bind(5, image.Json.Span)
        .Bind(6, ChecksumOf(
            tenant, image.Id, (long)image.Lang, image.Revision, image.CreatedAt.ToUnixTimeMilliseconds(), image.UpdatedAt.ToUnixTimeMilliseconds(), image.Json.Span));

    private static StoredImage Read(Statement statement, long tenant, string name, string id)
    {
        var image = View(statement, tenant, name, id);
        return new(id, image.Lang, image.Revision, image.CreatedAt, image.UpdatedAt, image.Json.ToArray());
    }

    private static int ChecksumOf(
        long tenant, string id, long lang, long revision, long createdAt, long updatedAt, ReadOnlySpan<byte> json)
    {
        var checksum = new Checksum();
        checksum.Add(tenant);
        checksum.Add(id);
        checksum.Add(lang);
        checksum.Add(revision);
        checksum.Add(createdAt);
        checksum.Add(updatedAt);
        checksum.Add(json);
        return checksum.Value;
    }

    // Reads each column once: an access costs as much as the checksum.
    private readonly ref struct Values(Statement statement)
    {
        public readonly long Lang = statement.Int(1);
        public readonly long Revision = statement.Int(2);
        public readonly long CreatedAt = statement.Int(3);
        public readonly long UpdatedAt = statement.Int(4);
        public readonly ReadOnlySpan<byte> Json = statement.Bytes(5);

        public bool AreAsWritten(long tenant, string id) =>
            statement.HasChecksum(6, ChecksumOf(tenant, id, Lang, Revision, CreatedAt, UpdatedAt, Json));
    }
}
