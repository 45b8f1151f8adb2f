using Wesog.Storage;
using Wesog.Testing.Conformance;

namespace Wesog.Sqlite.Tests;

public sealed class SqliteStoreHarness : IDurableStoreHarness
{
    private readonly TemporaryDirectory _directory = new();

    public ValueTask<IImageStore> CreateStoreAsync(TimeProvider clock) => new(new SqliteImageStore(_directory.Database, clock));

    public ValueTask<IImageStore> ReopenStoreAsync(TimeProvider clock) => CreateStoreAsync(clock);

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
