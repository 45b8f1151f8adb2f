using Microsoft.Data.Sqlite;
using SQLitePCL;
using Wesog.Operations;
using Wesog.Sqlite.Data;

namespace Wesog.Sqlite.Tests.Outages;

/// <summary>Checks the reason that is reported for each error of SQLite.</summary>
public sealed class OutageReasonTests
{
    [Theory]
    [InlineData(raw.SQLITE_FULL, StoreUnavailableReason.DiskFull)]
    [InlineData(raw.SQLITE_IOERR_SHMSIZE, StoreUnavailableReason.DiskFull)]
    [InlineData(raw.SQLITE_BUSY, StoreUnavailableReason.Locked)]
    [InlineData(raw.SQLITE_BUSY_SNAPSHOT, StoreUnavailableReason.Locked)]
    [InlineData(raw.SQLITE_LOCKED, StoreUnavailableReason.Locked)]
    [InlineData(raw.SQLITE_PROTOCOL, StoreUnavailableReason.Locked)]
    [InlineData(raw.SQLITE_IOERR, StoreUnavailableReason.DiskError)]
    [InlineData(raw.SQLITE_IOERR_FSYNC, StoreUnavailableReason.DiskError)]
    [InlineData(raw.SQLITE_READONLY, StoreUnavailableReason.AccessDenied)]
    [InlineData(raw.SQLITE_PERM, StoreUnavailableReason.AccessDenied)]
    [InlineData(raw.SQLITE_AUTH, StoreUnavailableReason.AccessDenied)]
    [InlineData(raw.SQLITE_CANTOPEN, StoreUnavailableReason.Unreachable)]
    [InlineData(raw.SQLITE_NOMEM, StoreUnavailableReason.Unreachable)]
    public void An_error_of_the_file_has_a_reason(int code, StoreUnavailableReason reason)
    {
        var failure = new SqliteException("x", code & 0xFF, code);

        var reported = Assert.IsType<StoreUnavailableException>(failure.ForCallers());

        Assert.Equal(reason, reported.Reason);
        Assert.Same(failure, reported.InnerException);
    }

    [Theory]
    [InlineData(raw.SQLITE_CORRUPT, "SELECT json FROM images WHERE row = 1", "table images")]
    [InlineData(raw.SQLITE_CORRUPT | (3 << 8), "INSERT INTO work (part) VALUES (1)", "table work")]
    [InlineData(raw.SQLITE_CORRUPT, "UPDATE tenants\nSET images = 1", "table tenants")]
    [InlineData(raw.SQLITE_CORRUPT, "PRAGMA schema_version", null)]
    [InlineData(raw.SQLITE_NOTADB, "SELECT json FROM images WHERE row = 1", "the header of the file")]
    public void Damage_is_no_outage_and_names_the_table(int code, string sql, string? place)
    {
        var failure = new SqliteException("x", code & 0xFF, code);

        var reported = Assert.IsType<StoreDamagedException>(failure.ForCallers(sql));

        Assert.Equal(("sqlite", place), (reported.Store, reported.Location));
        Assert.Same(failure, reported.InnerException);
        Assert.False(failure.IsOutage());
    }

    [Theory]
    [InlineData(raw.SQLITE_CONSTRAINT)]
    [InlineData(raw.SQLITE_ERROR)]
    [InlineData(raw.SQLITE_TOOBIG)]
    public void An_error_of_a_command_is_no_outage(int code)
    {
        var failure = new SqliteException("x", code);

        Assert.Same(failure, failure.ForCallers());
    }
}
