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
    [InlineData(raw.SQLITE_CORRUPT, StoreUnavailableReason.DiskError)]
    [InlineData(raw.SQLITE_NOTADB, StoreUnavailableReason.DiskError)]
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
    [InlineData(raw.SQLITE_CONSTRAINT)]
    [InlineData(raw.SQLITE_ERROR)]
    [InlineData(raw.SQLITE_TOOBIG)]
    public void An_error_of_a_command_is_no_outage(int code)
    {
        var failure = new SqliteException("x", code);

        Assert.Same(failure, failure.ForCallers());
    }
}
