using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Documents;
using Wesog.MongoDB.Execution;
using Wesog.MongoDB.Hosts;
using Wesog.MongoDB.Indexing;
using Wesog.MongoDB.Telemetry;
using Wesog.Query;

namespace Wesog.MongoDB;

/// <summary>Holds the resources of an open store: its database and the classes that access each collection.</summary>
internal sealed class MongoSession : IAsyncDisposable
{
    // A stopping host must not wait for an unreachable server.
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(2);

    private readonly MongoClient _client;
    private readonly SessionTermination _termination;
    private readonly ILogger _logger;
    private bool _isDisposed;

    public MongoSession(
        MongoClientSettings settings, string database, TimeSpan hostLifetime, TimeProvider timeProvider, TimeProvider? leaseTestClock, ImageIndex terms, ILogger logger)
    {
        (_logger, TimeProvider) = (logger, timeProvider);

        // Clients with equal settings share connections and sessions. Ending this host's sessions would then end those
        // of another store in the process. A distinct cluster configurator prevents the sharing.
        var configurator = settings.ClusterConfigurator;
        settings.ClusterConfigurator = cluster => configurator?.Invoke(cluster);
        _client = new(settings);
        Database = _client.GetDatabase(
            database, new() { ReadConcern = ReadConcern.Majority, WriteConcern = WriteConcern.WMajority, ReadPreference = ReadPreference.Primary });
        var hosts = new HostCollection(Collection(CollectionNames.Hosts));
        Host = new(hosts, hostLifetime, timeProvider);
        Transactions = new(_client, Host, timeProvider);
        Index = new(terms);
        var images = Database.GetCollection<RawBsonDocument>(CollectionNames.Images);
        Images = new(images, Index);
        Scans = new(images, Index);
        IndexKeeper = new(Database, Index, Host.Id, timeProvider, logger);
        OperationDocuments = Collection(CollectionNames.Operations);
        Operations = new(OperationDocuments);
        Work = new(Collection(CollectionNames.Work), Database.GetCollection<RawBsonDocument>(CollectionNames.Work));
        Keys = new(Collection(CollectionNames.Keys));
        Counters = new(Collection(CollectionNames.Tenants), Collection(CollectionNames.Turns));
        Leases = new(Collection(CollectionNames.Leases), leaseTestClock);
        WorkItems = new(this);
        _termination = new(Database, logger);
        Monitor = new(hosts, Host, Leases, _termination, hostLifetime, timeProvider, logger);
    }

    public IMongoDatabase Database { get; }

    public TimeProvider TimeProvider { get; }

    /// <summary>This host's registration.</summary>
    public HostRegistration Host { get; }

    /// <summary>The monitor of the other hosts.</summary>
    public HostMonitor Monitor { get; }

    public Transactions Transactions { get; }

    public ImageCollection Images { get; }

    public ImageScans Scans { get; }

    /// <summary>The index of images.</summary>
    public StoreIndex Index { get; }

    public IndexKeeper IndexKeeper { get; }

    public IMongoCollection<BsonDocument> OperationDocuments { get; }

    public OperationCollection Operations { get; }

    public WorkCollection Work { get; }

    public KeyCollection Keys { get; }

    public TenantCounters Counters { get; }

    public LeaseCollection Leases { get; }

    public WorkItems WorkItems { get; }

    /// <summary>
    /// Creates the documents of a tenant, if they are missing. Not part of a transaction, because concurrent hosts would conflict.
    /// </summary>
    public async Task CreateTenantAsync(string tenant, CancellationToken cancellationToken)
    {
        await Leases.CreateAsync(tenant, cancellationToken).ConfigureAwait(false);
        await Counters.CreateAsync(tenant, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await Monitor.DisposeAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);

        IndexKeeper.Dispose();
        Host.Dispose();
        _client.Dispose();
    }

    private IMongoCollection<BsonDocument> Collection(string name) => Database.GetCollection<BsonDocument>(name);

    private async Task CloseAsync()
    {
        using var closing = new CancellationTokenSource(ClosingTime, TimeProvider);
        try
        {
            await IndexKeeper.CloseAsync(closing.Token).ConfigureAwait(false);
            if (Host.Sessions.Count == 0)
            {
                return;
            }

            // After its sessions have ended, this host has no commit in progress, so the effect of each claim is known.
            await _termination.TryEndAsync(Host.Sessions, Host.User, Host.User, closing.Token).ConfigureAwait(false);
            await WorkItems.ReleaseIndeterminateAsync(closing.Token).ConfigureAwait(false);
            await Host.RemoveAsync(closing.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException || Failures.IsOutage(failure))
        {
            _logger.NotClosedCleanly(failure);
        }
    }
}
