using Microsoft.Data.Sqlite;
using SQLitePCL;
using Wesog.Sqlite.Files;

namespace Wesog.Sqlite.Data;

/// <summary>Opens connections to the file. <c>docs/operations.md</c> explains each setting, with measurements.</summary>
internal sealed class Database(string path)
{
    private const string WriterSettings = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 16000;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA cache_size = -65536;
        PRAGMA temp_store = MEMORY;
        PRAGMA foreign_keys = OFF;
        """;

    private const string ReaderSettings = """
        PRAGMA query_only = ON;
        PRAGMA cache_size = -8192;
        PRAGMA temp_store = MEMORY;
        """;

    static Database() => SQLitePCL.Batteries_V2.Init();

    public string Path => path;

    /// <summary>The path without links.</summary>
    public string RealPath => Ownership?.RealPath ?? path;

    /// <summary>Who owns the file. Set before the first connection is opened.</summary>
    public FileOwnership? Ownership { get; set; }

    /// <summary>
    /// The maximum number of pages of the file, to test a full disk; 0 for no limit. Applies to writers opened later.
    /// </summary>
    public int MaxPages { get; set; }

    /// <summary>The name of SQLite's virtual file system, to test a failing disk; null for the default.</summary>
    public string? FileSystem { get; set; }

    /// <summary>Opens a connection that changes no settings, to inspect the file.</summary>
    public Connection OpenBare() => Open(WriteMode, string.Empty);

    public Connection OpenWriter()
    {
        var connection = Open(WriteMode, WriterSettings);
        if (MaxPages > 0)
        {
            connection.RunScript($"PRAGMA max_page_count = {MaxPages}");
        }

        return connection;
    }

    // The owner has created the file. If it is missing, it was removed, and must not be created again.
    private SqliteOpenMode WriteMode => Ownership is null ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite;

    public Connection OpenReader() => Open(SqliteOpenMode.ReadOnly, ReaderSettings);

    /// <summary>Verifies, by the first read of a transaction, that no other engine has opened the file.</summary>
    /// <exception cref="Operations.StoreUnavailableException">The ownership of the file is lost.</exception>
    public void VerifyGeneration(Connection connection)
    {
        VerifyGeneration(connection.Number("SELECT generation FROM store"));
    }

    /// <summary>Verifies a generation that was read from the file.</summary>
    /// <inheritdoc cref="VerifyGeneration(Connection)" path="/exception"/>
    public void VerifyGeneration(long generation) => Ownership?.Verify(generation);

    /// <summary>Opens a connection to read the file, also one in a directory that cannot be written.</summary>
    public Connection OpenSnapshot()
    {
        try
        {
            // Without a log, only a connection that may write removes the files that it creates for one.
            var connection = Open(File.Exists($"{path}-wal") ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite, ReaderSettings);
            try
            {
                connection.Number("PRAGMA schema_version");
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY && !File.Exists($"{path}-wal"))
        {
            // A reader needs the index of the log, which does not exist and cannot be created. Without a log no index is necessary.
            return Open($"{new Uri(path).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly, ReaderSettings);
        }
    }

    private Connection Open(SqliteOpenMode mode, string settings) => Open(RealPath, mode, settings);

    private Connection Open(string source, SqliteOpenMode mode, string settings)
    {
        // No other store writes the file, so only external tools hold locks, and only briefly.
        var options = new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false, DefaultTimeout = 1 };
        if (FileSystem is not null)
        {
            options.Vfs = FileSystem;
        }

        var inner = new SqliteConnection(options.ToString());
        var connection = new Connection(inner);
        try
        {
            // Before, because a file that was removed is not an outage. After, because the path may name another file by then.
            Ownership?.Verify();
            inner.Open();
            Ownership?.Verify();
            connection.RunScript("PRAGMA busy_timeout = 1000;" + settings);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
