using Wesog.MongoDB.Tests.Indexing;
using Wesog.MongoDB.Tests.Server;
using Wesog.Query;
using Wesog.Storage;
using Wesog.Testing;
using Wesog.Testing.Conformance;

namespace Wesog.MongoDB.Tests;

/// <summary>Creates stores with an index of these options, one after the other. Before a scan, the index has all images.</summary>
public class CompleteIndexHarness(params QueryOptions[] options) : IDurableStoreHarness
{
    private readonly TestDatabase _database = new();
    private int _opened;

    public CompleteIndexHarness()
        : this(new QueryOptions())
    {
    }

    public ValueTask<IImageStore> CreateStoreAsync(TimeProvider clock) =>
        new(new CompleteIndexStore(_database.Store(leaseTime: clock, query: options[_opened++ % options.Length])));

    public ValueTask<IImageStore> ReopenStoreAsync(TimeProvider clock) => CreateStoreAsync(clock);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private sealed class CompleteIndexStore(MongoImageStore inner) : ForwardingStore(inner)
    {
        public override async ValueTask ScanImagesAsync(string tenant, ImageScan scan, CancellationToken cancellationToken)
        {
            if (inner.Session.Index.IsKept)
            {
                await inner.CatchUpAsync();
            }

            await inner.ScanImagesAsync(tenant, scan, cancellationToken);
        }
    }
}

public sealed class ChangingIndexHarness() : CompleteIndexHarness(
    new(), new() { FullText = false }, new() { IndexedMembers = ["title", "date"] }, new() { IndexedMembers = [], FullText = false }, new() { IndexedMembers = ["keywords"] });
