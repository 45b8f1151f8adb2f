using System.Security.Cryptography;
using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Writing;

/// <summary>Writes bytes that belong to no operation, to see whether the file takes writes.</summary>
/// <param name="bytes">How many; 0 for none.</param>
/// <param name="keeps">
/// Whether they stay until the next such command. Pages that are filled and freed in one transaction are not written.
/// </param>
internal sealed class ProbeCommand(int bytes, bool keeps) : ResultCommand<bool>
{
    /// <summary>The row of no operation: those of operations are numbered from 1.</summary>
    public const long NoOperation = 0;

    public override void Apply(Connection connection)
    {
        WorkRows.Delete(connection, NoOperation);
        if (bytes > 0)
        {
            WorkRows.Insert(connection, NoOperation, [RandomNumberGenerator.GetBytes(bytes)]);
        }

        if (!keeps)
        {
            WorkRows.Delete(connection, NoOperation);
        }

        Result = true;
    }
}
