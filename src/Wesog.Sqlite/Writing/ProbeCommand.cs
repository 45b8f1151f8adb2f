using System.Security.Cryptography;
using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Writing;

/// <summary>Writes bytes that belong to no operation, to check that the file accepts writes.</summary>
/// <param name="bytes">The number of bytes; 0 for none.</param>
/// <param name="keeps">
/// True to keep the bytes until the next probe. SQLite does not write pages that one transaction both fills and frees.
/// </param>
internal sealed class ProbeCommand(int bytes, bool keeps) : ResultCommand<bool>
{
    /// <summary>The row id of no operation. Operation rows start at 1.</summary>
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
