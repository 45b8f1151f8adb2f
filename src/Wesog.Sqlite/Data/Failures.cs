using Microsoft.Data.Sqlite;
using SQLitePCL;
using Wesog.Operations;

namespace Wesog.Sqlite.Data;

/// <summary>Tells failures of the file - no space, a broken disk, a lock - from those of a command's own.</summary>
internal static class Failures
{
    /// <summary>Whether nothing can be said of the file by the connection that met the failure.</summary>
    public static bool IsOutage(this Exception failure) => failure.OutageReason() is not null;

    /// <summary>What keeps the file from being used; null for a failure of a command's own.</summary>
    public static StoreUnavailableReason? OutageReason(this Exception failure) => failure is not SqliteException sqlite ? null : sqlite.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => StoreUnavailableReason.DiskFull,

        // The log's index is enlarged by writing it; the disk has no room for that.
        raw.SQLITE_IOERR when sqlite.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHMSIZE => StoreUnavailableReason.DiskFull,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => StoreUnavailableReason.Locked,
        raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => StoreUnavailableReason.DiskError,
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => StoreUnavailableReason.AccessDenied,
        raw.SQLITE_CANTOPEN or raw.SQLITE_NOMEM => StoreUnavailableReason.Unreachable,
        _ => null,
    };

    /// <summary>Whether a row could not be added because one of the same key is there.</summary>
    public static bool IsTaken(this Exception failure) =>
        failure is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE };

    /// <summary>What callers are told of a failure.</summary>
    public static Exception ForCallers(this Exception failure) =>
        failure.OutageReason() is { } reason ? new StoreUnavailableException(SqliteImageStore.StoreName, reason, failure) : failure;
}
