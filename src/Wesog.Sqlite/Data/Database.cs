using Microsoft.Data.Sqlite;

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

    /// <summary>
    /// The maximum number of pages of the file, to test a full disk; 0 for no limit. Applies to writers opened later.
    /// </summary>
    public int MaxPages { get; set; }

    /// <summary>Opens a connection that changes no settings, to inspect the file. Creates an empty file if none exists.</summary>
    public Connection OpenBare() => Open(SqliteOpenMode.ReadWriteCreate, string.Empty);

    public Connection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate, WriterSettings);
        if (MaxPages > 0)
        {
            connection.RunScript($"PRAGMA max_page_count = {MaxPages}");
        }

        return connection;
    }

    public Connection OpenReader() => Open(SqliteOpenMode.ReadOnly, ReaderSettings);

    private Connection Open(SqliteOpenMode mode, string settings)
    {
        // No other store writes the file, so only external tools hold locks, and only briefly.
        var options = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 };
        var inner = new SqliteConnection(options.ToString());
        var connection = new Connection(inner);
        try
        {
            inner.Open();
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
