using Wesog.Query;
using Wesog.Storage;
using Wesog.StoreHistories;
using Wesog.Testing;
using Wesog.Testing.Conformance;

namespace Wesog.Sqlite.Tests;

// Queries with an index that follows the images, with one that has all of them, without one, and with another one after each start.
public sealed class FollowingIndexQueries(ITestOutputHelper output) : QueryConformance<SqliteStoreHarness>(output);

public sealed class CompleteIndexQueries(ITestOutputHelper output) : QueryConformance<CompleteIndexHarness>(output);

public sealed class NoIndexQueries(ITestOutputHelper output) : QueryConformance<NoIndexHarness>(output);

public sealed class ChangingIndexQueries(ITestOutputHelper output) : QueryConformance<ChangingIndexHarness>(output);

/// <summary>Creates stores with an index of these options, one after the other. Before a scan, the index has all images.</summary>
public class CompleteIndexHarness(params QueryOptions[] options) : IDurableStoreHarness
{
    private readonly TemporaryDirectory _directory = new();
    private int _opened;

    public CompleteIndexHarness()
        : this(new QueryOptions())
    {
    }

    public ValueTask<IImageStore> CreateStoreAsync(TimeProvider clock) =>
        new(new CompleteIndexStore(new SqliteImageStore(_directory.Database, clock, options[_opened++ % options.Length])));

    public ValueTask<IImageStore> ReopenStoreAsync(TimeProvider clock) => CreateStoreAsync(clock);

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private sealed class CompleteIndexStore(SqliteImageStore inner) : ForwardingStore(inner)
    {
        public override async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
        {
            await inner.Session.IndexKeeper.CatchUpAsync(cancellationToken);
            Assert.True(!inner.Session.Index.IsKept || inner.Session.Index.Behind == 0);
            await inner.ScanImagesAsync(tenant, scan, cancellationToken);
        }
    }
}

public sealed class NoIndexHarness() : CompleteIndexHarness(new QueryOptions { IndexedMembers = [], FullText = false });

public sealed class ChangingIndexHarness() : CompleteIndexHarness(
    new(), new() { FullText = false }, new() { IndexedMembers = ["title", "date"] }, new() { IndexedMembers = [], FullText = false }, new() { IndexedMembers = ["keywords"] });
