using System.Security.Cryptography;
using Wesog.Storage;

namespace Wesog.Sqlite.Data;

/// <summary>Reads and writes the payloads of unfinished operations, in the table <c>work</c>.</summary>
internal static class PayloadRows
{
    // The row id of no operation.
    private const long Probe = 0;

    /// <summary>Encodes and compresses a payload. The caller's thread does this, not the writer's.</summary>
    /// <returns>The parts to store.</returns>
    public static byte[][] Pack(OperationPayload payload) => [.. PayloadCodec.Encode(payload).Select(part => PartCompression.Pack(part))];

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
        var parts = new List<ReadOnlyMemory<byte>>();
        using var statement = connection.Use("SELECT content FROM work WHERE operation = ?1 ORDER BY part").Bind(1, operation);
        while (statement.Step())
        {
            parts.Add(PartCompression.Unpack(statement.Bytes(0).ToArray()));
        }

        return PayloadCodec.Decode(parts);
    }

    public static void Delete(Connection connection, long operation) =>
        connection.Use("DELETE FROM work WHERE operation = ?1").Bind(1, operation).Run();

    /// <summary>Writes bytes that belong to no operation.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="keep">
    /// Whether the bytes stay until <see cref="DeleteProbe"/>: SQLite does not write pages that one transaction both fills and frees.
    /// </param>
    public static bool WriteProbe(Connection connection, int bytes, bool keep)
    {
        DeleteProbe(connection);
        Insert(connection, Probe, [RandomNumberGenerator.GetBytes(bytes)]);
        return keep || DeleteProbe(connection);
    }

    public static bool DeleteProbe(Connection connection)
    {
        Delete(connection, Probe);
        return true;
    }
}
