using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Wesog.MongoDB.Tests.Server;

/// <summary>A database of a test's own, which is dropped in the end, and the stores that it opens there.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, bool> _names = new();
    private bool _isUsed;

    public string Name { get; } = MongoServer.NewDatabaseName();

    /// <summary>The database beside the stores.</summary>
    public IMongoDatabase Database
    {
        get
        {
            _isUsed = true;
            return MongoServer.Client.GetDatabase(Name);
        }
    }

    public IMongoCollection<BsonDocument> Collection(string name) => Database.GetCollection<BsonDocument>(name);

    /// <summary>
    /// A store, not opened yet. One of a name has connections of its own, as a host of its own would, and the server can tell it
    /// from others.
    /// </summary>
    public MongoImageStore Store(
        TimeProvider? leaseTime = null,
        string? name = null,
        string? connectionString = null,
        Action<MongoClientSettings>? configure = null,
        TimeProvider? clock = null,
        TimeSpan? hostLifetime = null,
        ILoggerFactory? loggerFactory = null) =>
        new(
            Named(connectionString ?? MongoServer.ConnectionString, name ?? Name),
            clock ?? TimeProvider.System,
            new() { Database = Name },
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
        ILoggerFactory? loggerFactory = null)
    {
        var store = Store(leaseTime, name, connectionString, configure, clock, hostLifetime, loggerFactory);
        await store.OpenAsync(default);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        if (_names.IsEmpty && !_isUsed)
        {
            return;
        }

        // A transaction that was cut off is the server's for a minute, and for as long the database cannot be dropped.
        OpenTransactions.Kill([.. _names.Keys]);
        await MongoServer.Client.DropDatabaseAsync(Name);
    }

    /// <summary>A connection string whose open transactions are ended in the end.</summary>
    public string Named(string connectionString, string name)
    {
        _names.TryAdd(name, true);
        return new MongoUrlBuilder(connectionString) { ApplicationName = name }.ToString();
    }
}
