using System.Security.Cryptography;
using Wesog.Operations;
using Wesog.Storage;

namespace Wesog.Sqlite.Data;

/// <summary>Reads and writes the payloads of unfinished operations, in the table <c>work</c>. Each part has a checksum, which every read verifies.</summary>
internal static class PayloadRows
{
    /// <summary>Selects the row ids of the payloads without a waiting operation.</summary>
    public const string Orphans =
        "SELECT DISTINCT operation FROM work WHERE operation <> 0 AND operation NOT IN (SELECT row FROM operations WHERE finished_at IS NULL)";

    // The row id of no operation.
    private const long Probe = 0;

    /// <summary>Encodes and compresses a payload. The caller's thread does this, not the writer's.</summary>
    /// <returns>The parts to store.</returns>
    public static PackedPart[] Pack(OperationPayload payload) => [.. PayloadCodec.Encode(payload).Select(part => new PackedPart(PartCompression.Pack(part)))];

    public static void Insert(Connection connection, long operation, IReadOnlyList<PackedPart> parts)
    {
        // Parts that an operation left because they were damaged do not block a later operation with the same row id.
        for (var part = 0; part < parts.Count; part++)
        {
            connection.Use("INSERT OR REPLACE INTO work (operation, part, content, checksum) VALUES (?1, ?2, ?3, ?4)")
                .Bind(1, operation).Bind(2, part).Bind(3, parts[part].Content).Bind(4, parts[part].ChecksumAt(operation, part)).Run();
        }
    }

    /// <exception cref="StoreDamagedException">The payload is damaged.</exception>
    public static OperationPayload Read(Connection connection, QueuedOperation operation)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        using var statement = connection.Use("SELECT content, checksum FROM work WHERE operation = ?1 ORDER BY part").Bind(1, operation.StorageId);
        try
        {
            while (statement.Step())
            {
                var part = new PackedPart(statement.Bytes(0).ToArray());
                if (statement.IntOrNull(1) is { } written && written != part.ChecksumAt(operation.StorageId, parts.Count))
                {
                    throw new InvalidDataException($"Part {parts.Count} is not what was written.");
                }

                parts.Add(PartCompression.Unpack(part.Content));
            }

            return PayloadCodec.Decode(parts);
        }
        catch (InvalidDataException failure)
        {
            throw Failures.Damage($"payload of {OperationRows.Describe(operation.Operation.Tenant, operation.Operation.Id)}", failure);
        }
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
        Insert(connection, Probe, [new(RandomNumberGenerator.GetBytes(bytes))]);
        return keep || DeleteProbe(connection);
    }

    public static bool DeleteProbe(Connection connection)
    {
        Delete(connection, Probe);
        return true;
    }
}
