using Microsoft.Data.Sqlite;
using SQLitePCL;
using Wesog.Operations;

namespace Wesog.Sqlite.Data;

/// <summary>Distinguishes outages of the file (disk full, I/O error, lock), damage of its content, and failures of a single command.</summary>
internal static class Failures
{
    /// <summary>Returns true if the connection's view of the file is no longer reliable.</summary>
    public static bool IsOutage(this Exception failure) => failure.OutageReason() is not null;

    /// <summary>Returns why the file cannot be used, or null if the failure concerns a single command or damaged content.</summary>
    public static StoreUnavailableReason? OutageReason(this Exception failure) => failure is not SqliteException sqlite ? null : sqlite.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => StoreUnavailableReason.DiskFull,

        // SQLite extends the WAL index file by writing to it. This error means the disk is full.
        raw.SQLITE_IOERR when sqlite.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHMSIZE => StoreUnavailableReason.DiskFull,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => StoreUnavailableReason.Locked,
        raw.SQLITE_IOERR => StoreUnavailableReason.DiskError,
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => StoreUnavailableReason.AccessDenied,
        raw.SQLITE_CANTOPEN or raw.SQLITE_NOMEM => StoreUnavailableReason.Unreachable,
        _ => null,
    };

    /// <summary>Returns true if SQLite met damage. It lets no transaction that did write or commit. It does not know of wrong checksums.</summary>
    public static bool EndsTransaction(this Exception failure) => failure is StoreDamagedException { InnerException: SqliteException };

    /// <summary>Returns true if a row with the same key exists.</summary>
    public static bool IsTaken(this Exception failure) =>
        failure is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE };

    /// <summary>Converts a failure to the exception that callers receive.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="sql">The statement that failed, if known. SQLite does not tell which page is damaged, so its table is reported.</param>
    public static Exception ForCallers(this Exception failure, string sql = "") => failure switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT } => Damage(TableOf(sql) is { } table ? $"table {table}" : null, failure),
        SqliteException { SqliteErrorCode: raw.SQLITE_NOTADB } => Damage("the header of the file", failure),
        _ when failure.OutageReason() is { } reason => new StoreUnavailableException(SqliteImageStore.StoreName, reason, failure),
        _ => failure,
    };

    /// <summary>Creates the exception for damaged content.</summary>
    public static StoreDamagedException Damage(string? location, Exception? failure = null) => new(SqliteImageStore.StoreName, location, failure);

    private static string? TableOf(string sql)
    {
        var words = sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var join = Array.IndexOf(words, "JOIN");
        var keyword = join >= 0 ? join : Array.FindIndex(words, word => word is "FROM" or "INTO" or "UPDATE");
        return keyword >= 0 && keyword + 1 < words.Length ? words[keyword + 1] : null;
    }
}
