using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Data;
using Wesog.MongoDB.Execution;
using Wesog.MongoDB.Intake;

namespace Wesog.MongoDB;

/// <summary>A store's database, and what reads and writes each of its collections.</summary>
internal sealed class MongoSession : IDisposable
{
    private readonly MongoClient _client;

    public MongoSession(MongoClientSettings settings, string database, TimeProvider timeProvider, LeaseClock leaseClock)
    {
        _client = new(settings);
        Database = _client.GetDatabase(
            database, new() { ReadConcern = ReadConcern.Majority, WriteConcern = WriteConcern.WMajority, ReadPreference = ReadPreference.Primary });
        var collections = new Collections(Database);
        OperationDocuments = collections.Operations;
        Transactions = new(_client, timeProvider);
        TimeProvider = timeProvider;
        Images = new(collections.Images);
        Operations = new(collections.Operations);
        Work = new(collections.Work, collections.RawWork);
        Keys = new(collections.Keys);
        Tenants = new(collections.Tenants);
        Leases = new(collections.Leases, leaseClock);
        Turns = new(collections.Turns);
        Backlogs = new(collections.Operations, Leases);
        Expired = new(collections.Operations);
        Intake = new(this);
    }

    public IMongoDatabase Database { get; }

    public IMongoCollection<BsonDocument> OperationDocuments { get; }

    public TimeProvider TimeProvider { get; }

    public Transactions Transactions { get; }

    public ImageRows Images { get; }

    public OperationRows Operations { get; }

    public WorkRows Work { get; }

    public KeyRows Keys { get; }

    public TenantRows Tenants { get; }

    public LeaseRows Leases { get; }

    public TurnRows Turns { get; }

    public BacklogRows Backlogs { get; }

    public ExpiredRows Expired { get; }

    public IntakeDesk Intake { get; }

    public UnansweredClaims UnansweredClaims { get; } = new();

    public void Dispose() => _client.Dispose();
}
