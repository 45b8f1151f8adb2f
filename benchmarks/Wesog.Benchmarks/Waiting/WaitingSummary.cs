using Wesog.Benchmarks.Summary;
using Wesog.Sqlite;
using Wesog.Storage.InMemory;

namespace Wesog.Benchmarks.Waiting;

/// <summary>How long an urgent image takes behind a backlog, of its own tenant or of another, on each store that needs no server.</summary>
internal sealed class WaitingSummary : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("wesog-benchmark-").FullName;
    private int _files;

    public static async Task<IReadOnlyList<Ratio>> RunAsync()
    {
        using var summary = new WaitingSummary();
        var inMemory = new UrgentImage("in memory", () => new InMemoryImageStore(TimeProvider.System));
        var sqlite = new UrgentImage("SQLite", summary.NewSqlite);
        return
        [
            .. await inMemory.BehindAsync("its own tenant's", UrgentImage.Tenant),
            .. await inMemory.BehindAsync("another tenant's", "another"),
            .. await sqlite.BehindAsync("its own tenant's", UrgentImage.Tenant),
            .. await sqlite.BehindAsync("another tenant's", "another"),
        ];
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private SqliteImageStore NewSqlite() => new SqliteImageStore(Path.Combine(_directory, $"{_files++}.db"), TimeProvider.System);
}
