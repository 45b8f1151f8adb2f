using Microsoft.Data.Sqlite;

namespace Wesog.Sqlite.Data;

/// <summary>Opens connections to the file. What each setting buys is told, with figures, in <c>docs/operations.md</c>.</summary>
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

    /// <summary>Most pages of the file, for tests of a disk that is full; 0 for no bound. Holds for writers opened later.</summary>
    public int MaxPages { get; set; }

    /// <summary>A connection that leaves the file as it is, to look at what it holds; it makes an empty one where there is none.</summary>
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
        // Nobody else writes the file, so a lock that is held is one of a tool beside the engine: it is soon released.
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
