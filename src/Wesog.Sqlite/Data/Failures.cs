using Microsoft.Data.Sqlite;
using SQLitePCL;
using Wesog.Operations;

namespace Wesog.Sqlite.Data;

/// <summary>Distinguishes failures of the file (disk full, I/O error, lock) from failures of a single command.</summary>
internal static class Failures
{
    /// <summary>Returns true if the connection's view of the file is no longer reliable.</summary>
    public static bool IsOutage(this Exception failure) => failure.OutageReason() is not null;

    /// <summary>Returns why the file cannot be used, or null if the failure concerns a single command.</summary>
    public static StoreUnavailableReason? OutageReason(this Exception failure) => failure is not SqliteException sqlite ? null : sqlite.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => StoreUnavailableReason.DiskFull,

        // SQLite extends the WAL index file by writing to it. This error means the disk is full.
        raw.SQLITE_IOERR when sqlite.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHMSIZE => StoreUnavailableReason.DiskFull,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => StoreUnavailableReason.Locked,
        raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => StoreUnavailableReason.DiskError,
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => StoreUnavailableReason.AccessDenied,
        raw.SQLITE_CANTOPEN or raw.SQLITE_NOMEM => StoreUnavailableReason.Unreachable,
        _ => null,
    };

    /// <summary>Returns true if a row with the same key exists.</summary>
    public static bool IsTaken(this Exception failure) =>
        failure is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE };

    /// <summary>Converts a failure to the exception that callers receive.</summary>
    public static Exception ForCallers(this Exception failure) =>
        failure.OutageReason() is { } reason ? new StoreUnavailableException(SqliteImageStore.StoreName, reason, failure) : failure;
}
