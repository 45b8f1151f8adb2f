using Microsoft.Data.Sqlite;
using SQLitePCL;
using Wesog.Operations;

namespace Wesog.Sqlite.Data;

/// <summary>Tells failures of the file - no space, a broken disk, a lock - from those of a command's own.</summary>
internal static class Failures
{
    /// <summary>Whether nothing can be said of the file by the connection that met the failure.</summary>
    public static bool IsOutage(this Exception failure) => failure is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_BUSY or raw.SQLITE_LOCKED
            or raw.SQLITE_NOMEM or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_PROTOCOL or raw.SQLITE_AUTH
            or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB
    };

    /// <summary>Whether a row could not be added because one of the same key is there.</summary>
    public static bool IsTaken(this Exception failure) =>
        failure is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE };

    /// <summary>What callers are told of a failure.</summary>
    public static Exception ForCallers(this Exception failure) =>
        failure.IsOutage() ? new StoreUnavailableException(SqliteImageStore.StoreName, failure) : failure;
}
