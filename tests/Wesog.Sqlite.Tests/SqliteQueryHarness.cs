using Wesog.Query;
using Wesog.Storage;
using Wesog.Testing;
using Wesog.Testing.Conformance;

namespace Wesog.Sqlite.Tests;

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
