using Wesog.Sqlite.Codec;
using Wesog.Storage;

namespace Wesog.Sqlite.Data;

/// <summary>Reads and writes the items of unfinished operations.</summary>
internal static class WorkRows
{
    public static void Insert(Connection connection, long operation, IReadOnlyList<byte[]> parts)
    {
        for (var part = 0; part < parts.Count; part++)
        {
            connection.Use("INSERT INTO work (operation, part, content) VALUES (?1, ?2, ?3)")
                .Bind(1, operation).Bind(2, part).Bind(3, parts[part]).Run();
        }
    }

    public static OperationPayload Read(Connection connection, long operation)
    {
        var parts = new List<byte[]>();
        using var statement = connection.Use("SELECT content FROM work WHERE operation = ?1 ORDER BY part").Bind(1, operation);
        while (statement.Step())
        {
            parts.Add(statement.Bytes(0).ToArray());
        }

        return PackedWork.Unpack(parts);
    }

    public static void Delete(Connection connection, long operation) =>
        connection.Use("DELETE FROM work WHERE operation = ?1").Bind(1, operation).Run();
}
