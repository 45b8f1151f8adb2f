using MongoDB.Bson;
using MongoDB.Driver;
using Wesog.MongoDB.Initialization;
using Wesog.MongoDB.Tests.Server;
using Wesog.Storage;
using Wesog.Testing;

namespace Wesog.MongoDB.Tests.Initialization;

public sealed class SchemaUpgradeTests : DatabaseTests
{
    private static readonly BsonDocument All = [];
    private static readonly BsonDocument Schema = new("_id", "schema");

    private int _firstSteps;

    [Fact]
    public async Task A_database_of_an_older_version_is_upgraded_and_keeps_its_content()
    {
        await OpenVersion1Async();

        await RunAsync([.. SchemaUpgrade.Steps, AddColorAsync, AddShadeAsync]);

        Assert.Equal(SchemaUpgrade.Steps.Count + 3, await VersionAsync());
        var tenant = await Database.Collection("tenants").Find(All).SingleAsync();
        Assert.Equal((SampleOperations.Tenant, 1L, "none", "none-dark"), (tenant["_id"], tenant["last_number"], tenant["color"], tenant["shade"]));
    }

    [Fact]
    public async Task A_failed_upgrade_step_is_repeated_and_earlier_ones_are_not()
    {
        await OpenVersion1Async();
        var fails = true;
        IReadOnlyList<Func<IMongoDatabase, CancellationToken, Task>> steps =
        [
            .. SchemaUpgrade.Steps,
            AddColorAsync,
            (database, cancellationToken) => fails ? throw new InvalidOperationException("The step failed.") : AddShadeAsync(database, cancellationToken),
        ];

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(steps));
        Assert.Equal(SchemaUpgrade.Steps.Count + 2, await VersionAsync());
        fails = false;
        await RunAsync(steps);

        Assert.Equal(SchemaUpgrade.Steps.Count + 3, await VersionAsync());
        Assert.Equal(1, _firstSteps);
    }

    [Fact]
    public async Task Current_and_new_databases_need_no_upgrade_step()
    {
        IReadOnlyList<Func<IMongoDatabase, CancellationToken, Task>> steps = [.. SchemaUpgrade.Steps, AddColorAsync];

        await RunAsync(steps);
        await RunAsync(steps);

        Assert.Equal(SchemaUpgrade.Steps.Count + 2, await VersionAsync());
        Assert.Equal(0, _firstSteps);
    }

    [Fact]
    public async Task Sixteen_hosts_upgrade_at_once_and_each_document_is_changed_once()
    {
        const int Hosts = 16;
        await OpenVersion1Async();
        var started = 0;
        var allStarted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Func<IMongoDatabase, CancellationToken, Task> concurrentStep = async (database, cancellationToken) =>
        {
            if (Interlocked.Increment(ref started) == Hosts)
            {
                allStarted.SetResult();
            }

            await allStarted.Task;
            await AddColorAsync(database, cancellationToken);
        };

        await Task.WhenAll(Enumerable.Range(0, Hosts).Select(_ => RunAsync([.. SchemaUpgrade.Steps, concurrentStep, AddShadeAsync])));

        Assert.Equal(SchemaUpgrade.Steps.Count + 3, await VersionAsync());
        var tenant = await Database.Collection("tenants").Find(All).SingleAsync();
        Assert.Equal(("none", "none-dark"), (tenant["color"], tenant["shade"]));
    }

    [Fact]
    public async Task A_database_that_a_newer_host_upgrades_meanwhile_is_refused()
    {
        await OpenVersion1Async();
        Func<IMongoDatabase, CancellationToken, Task> newerUpgrade = (database, cancellationToken) => database.GetCollection<BsonDocument>("about").UpdateOneAsync(
            Schema, new BsonDocument("$set", new BsonDocument("version", 99)), cancellationToken: cancellationToken);

        var refusal = await Assert.ThrowsAsync<StoreInitializationException>(() => RunAsync([.. SchemaUpgrade.Steps, newerUpgrade]));

        Assert.Contains("version 99", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(99, await VersionAsync());
    }

    [Theory]
    [InlineData("{ _id: 'schema', title: 'About us' }")]
    [InlineData("{ _id: 'schema', version: 'two' }")]
    [InlineData("{ _id: 'schema', version: 0 }")]
    public async Task A_database_of_another_application_is_refused(string about)
    {
        await Database.Collection("about").InsertOneAsync(BsonDocument.Parse(about));
        await using var store = Database.Store();

        var refusal = await Assert.ThrowsAsync<StoreInitializationException>(async () => await store.OpenAsync(default));

        Assert.Contains("another application", refusal.Message, StringComparison.Ordinal);
    }

    private async Task OpenVersion1Async()
    {
        await using var store = await Database.OpenAsync();
        await store.EnqueueAsync(SampleOperations.Add("a"), new(int.MaxValue, long.MaxValue), default);
    }

    private Task RunAsync(IReadOnlyList<Func<IMongoDatabase, CancellationToken, Task>> steps) => SchemaUpgrade.RunAsync(Database.Database, steps, default);

    private async Task<int> VersionAsync() => (await Database.Collection("about").Find(Schema).SingleAsync())["version"].ToInt32();

    private Task<UpdateResult> AddColorAsync(IMongoDatabase database, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _firstSteps);
        return SetAsync(database, "color", "none", cancellationToken);
    }

    // Uses the value that the previous step has set.
    private static Task<UpdateResult> AddShadeAsync(IMongoDatabase database, CancellationToken cancellationToken) =>
        SetAsync(database, "shade", new BsonDocument("$concat", new BsonArray { "$color", "-dark" }), cancellationToken);

    private static Task<UpdateResult> SetAsync(IMongoDatabase database, string member, BsonValue value, CancellationToken cancellationToken)
    {
        PipelineDefinition<BsonDocument, BsonDocument> set = new BsonDocument[] { new("$set", new BsonDocument(member, value)) };
        return database.GetCollection<BsonDocument>("tenants").UpdateManyAsync(
            new BsonDocument(member, new BsonDocument("$exists", false)), set, cancellationToken: cancellationToken);
    }
}
