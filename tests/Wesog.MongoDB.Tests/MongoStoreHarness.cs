using Wesog.MongoDB.Tests.Server;
using Wesog.Storage;
using Wesog.Testing.Conformance;

namespace Wesog.MongoDB.Tests;

/// <summary>A database of its own on the server, which is dropped in the end.</summary>
public sealed class MongoStoreHarness : IDurableStoreHarness
{
    private readonly MongoStoreOptions _options = new() { Database = MongoServer.NewDatabaseName() };

    public ValueTask<IImageStore> CreateStoreAsync(TimeProvider clock) =>
        new(new MongoImageStore(MongoServer.ConnectionString, _options, clock));

    public ValueTask<IImageStore> ReopenStoreAsync(TimeProvider clock) => CreateStoreAsync(clock);

    public async ValueTask DisposeAsync() => await MongoServer.Client.DropDatabaseAsync(_options.Database);
}
