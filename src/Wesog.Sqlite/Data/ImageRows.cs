using Wesog.Catalog;
using Wesog.Images;
using Wesog.Storage;

namespace Wesog.Sqlite.Data;

/// <summary>Reads and writes the table of images.</summary>
internal static class ImageRows
{
    private const string Columns = "row, lang, revision, created_at, updated_at, json";

    /// <summary>Finds an image by one statement, which also reads the generation.</summary>
    public static RowRead<StoredImage?> FindOne(Connection connection, long tenant, string id)
    {
        using var statement = connection
            .Use($"SELECT {Columns}, generation FROM store LEFT JOIN images ON tenant = ?1 AND id = ?2").Bind(1, tenant).Bind(2, id);
        var isFound = statement.Step() && statement.IntOrNull(0) is not null;
        return new(isFound ? Read(statement, id) : null, statement.Int(6));
    }

    /// <summary>Finds the images with the given ids. Looks ids up in index order, so that each page is read once.</summary>
    public static List<FoundImage> Find(Connection connection, long tenant, IReadOnlyCollection<string> ids)
    {
        string[] sorted = [.. ids];
        Array.Sort(sorted, StringComparer.Ordinal);
        var found = new List<FoundImage>();
        using var statement = connection.Use($"SELECT {Columns} FROM images WHERE tenant = ?1 AND id = ?2").Bind(1, tenant);
        foreach (var id in sorted)
        {
            if (statement.Bind(2, id).Step())
            {
                found.Add(new(statement.Int(0), Read(statement, id)));
            }

            statement.Dispose();
        }

        return found;
    }

    public static ImagePage List(Connection connection, long tenant, ImagePageRequest request)
    {
        var count = TenantRows.CountImages(connection, tenant);
        var page = new ImagePageBuilder(request);
        if (request.Offset >= count)
        {
            // Otherwise SQLite would skip all rows, to find none.
            return page.Build(count);
        }

        // No id is empty, so all ids are greater than the empty text.
        using var statement = connection
            .Use($"SELECT {Columns}, id FROM images WHERE tenant = ?1 AND id > ?2 ORDER BY id LIMIT -1 OFFSET ?3")
            .Bind(1, tenant).Bind(2, request.After ?? "").Bind(3, request.Offset);
        while (statement.Step() && page.TryAdd(Read(statement, statement.Text(6))))
        {
        }

        return page.Build(count);
    }

    /// <summary>Writes images.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="tenant">The row id of the tenant.</param>
    /// <param name="writes">The changes, in index order, so that each page is read once.</param>
    /// <param name="stored">The images to update or delete. Every other image is inserted, and must not exist.</param>
    /// <returns>The change of the number of images.</returns>
    public static int Write(Connection connection, long tenant, IReadOnlyList<ImageWrite> writes, Dictionary<string, FoundImage?> stored)
    {
        var change = 0;
        foreach (var (id, image) in writes)
        {
            switch (stored.GetValueOrDefault(id), image)
            {
                case (null, { } added):
                    connection
                        .Use("INSERT INTO images (tenant, id, lang, revision, created_at, updated_at, json) VALUES (?6, ?7, ?1, ?2, ?3, ?4, ?5)")
                        .Bind(6, tenant).Bind(7, id).Bind(added).Run();
                    change++;
                    break;
                case ({ } old, { } updated):
                    connection
                        .Use("UPDATE images SET lang = ?1, revision = ?2, created_at = ?3, updated_at = ?4, json = ?5 WHERE row = ?6")
                        .Bind(6, old.Row).Bind(updated).Run();
                    break;
                case ({ } old, null):
                    connection.Use("DELETE FROM images WHERE row = ?1").Bind(1, old.Row).Run();
                    change--;
                    break;
            }
        }

        return change;
    }

    private static Statement Bind(this Statement statement, StoredImage image) => statement
        .Bind(1, (long)image.Lang)
        .Bind(2, image.Revision)
        .Bind(3, image.CreatedAt.ToUnixTimeMilliseconds())
        .Bind(4, image.UpdatedAt.ToUnixTimeMilliseconds())
        .Bind(5, image.Json.Span);

    private static StoredImage Read(Statement statement, string id) => new(
        id,
        (Language)statement.Int(1),
        statement.Int(2),
        DateTimeOffset.FromUnixTimeMilliseconds(statement.Int(3)),
        DateTimeOffset.FromUnixTimeMilliseconds(statement.Int(4)),
        statement.Bytes(5).ToArray());
}
