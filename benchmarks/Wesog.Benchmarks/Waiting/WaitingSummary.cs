using Wesog.Benchmarks.Summary;
using Wesog.Sqlite;
using Wesog.Storage.InMemory;

namespace Wesog.Benchmarks.Waiting;

/// <summary>Measures an urgent image behind a backlog of the same or of another tenant, on each store that needs no server.</summary>
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
            .. await inMemory.BehindAsync("the same tenant", UrgentImage.Tenant),
            .. await inMemory.BehindAsync("another tenant", "another"),
            .. await sqlite.BehindAsync("the same tenant", UrgentImage.Tenant),
            .. await sqlite.BehindAsync("another tenant", "another"),
        ];
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private SqliteImageStore NewSqlite() => new SqliteImageStore(Path.Combine(_directory, $"{_files++}.db"), TimeProvider.System);
}
