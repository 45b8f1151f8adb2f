using Wesog.MongoDB.Tests.Server;
using Wesog.Storage;
using Wesog.Testing.Conformance;

namespace Wesog.MongoDB.Tests;

/// <summary>Creates a separate database for each test and drops it afterwards.</summary>
public sealed class MongoStoreHarness : IDurableStoreHarness
{
    private readonly MongoStoreOptions _options = new() { Database = MongoServer.NewDatabaseName() };
    private bool _isUsed;

    public ValueTask<IImageStore> CreateStoreAsync(TimeProvider clock)
    {
        var store = new MongoImageStore(MongoServer.ConnectionString, TimeProvider.System, _options) { LeaseTestClock = clock };
        _isUsed = true;
        return new(store);
    }

    public ValueTask<IImageStore> ReopenStoreAsync(TimeProvider clock) => CreateStoreAsync(clock);

    public async ValueTask DisposeAsync()
    {
        if (_isUsed)
        {
            await MongoServer.Client.DropDatabaseAsync(_options.Database);
        }
    }
}
