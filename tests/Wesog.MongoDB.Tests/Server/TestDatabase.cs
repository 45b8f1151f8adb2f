using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.Query;

namespace Wesog.MongoDB.Tests.Server;

/// <summary>The database of one test, dropped at its end, and the stores that the test opens on it.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, bool> _names = new();
    private bool _isUsed;

    public string Name { get; } = MongoServer.NewDatabaseName();

    /// <summary>Direct access to the database, without a store. Stores see what it has written, because they read what a majority has.</summary>
    public IMongoDatabase Database
    {
        get
        {
            _isUsed = true;
            return MongoServer.Client.GetDatabase(Name, new() { WriteConcern = WriteConcern.WMajority });
        }
    }

    public IMongoCollection<BsonDocument> Collection(string name) => Database.GetCollection<BsonDocument>(name);

    /// <summary>
    /// Creates a store that is not opened yet. A name gives it separate connections, like a separate host, and identifies it on
    /// the server.
    /// </summary>
    public MongoImageStore Store(
        TimeProvider? leaseTime = null,
        string? name = null,
        string? connectionString = null,
        Action<MongoClientSettings>? configure = null,
        TimeProvider? clock = null,
        TimeSpan? hostLifetime = null,
        ILoggerFactory? loggerFactory = null,
        QueryOptions? query = null) =>
        new(
            Named(connectionString ?? MongoServer.ConnectionString, name ?? Name),
            clock ?? TimeProvider.System,
            new() { Database = Name },
            query,
            loggerFactory)
        {
            LeaseTestClock = leaseTime,
            Configure = configure,
            HostLifetime = hostLifetime ?? TimeSpan.FromSeconds(30),
        };

    /// <inheritdoc cref="Store"/>
    public async Task<MongoImageStore> OpenAsync(
        TimeProvider? leaseTime = null,
        string? name = null,
        string? connectionString = null,
        Action<MongoClientSettings>? configure = null,
        TimeProvider? clock = null,
        TimeSpan? hostLifetime = null,
        ILoggerFactory? loggerFactory = null,
        QueryOptions? query = null)
    {
        var store = Store(leaseTime, name, connectionString, configure, clock, hostLifetime, loggerFactory, query);
        await store.OpenAsync(default);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        if (_names.IsEmpty && !_isUsed)
        {
            return;
        }

        // The server keeps an abandoned transaction open for one minute, which would block dropping the database.
        OpenTransactions.Kill([.. _names.Keys]);
        await MongoServer.Client.DropDatabaseAsync(Name);
    }

    /// <summary>Adds a name to a connection string. The open transactions of that name are aborted at the end of the test.</summary>
    public string Named(string connectionString, string name)
    {
        _names.TryAdd(name, true);
        return new MongoUrlBuilder(connectionString) { ApplicationName = name }.ToString();
    }
}
